package dev.taximeter.provider.http;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import java.io.ByteArrayOutputStream;
import java.util.OptionalLong;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * TGI's own {@code /generate} and {@code /generate_stream}, for models that only continue a text (Falcon) or answer one
 * (Flan-T5). A stream has a frame a token and no end of its own: the last frame repeats the whole text and adds details.
 * The model is the server's only one and is not named.
 */
final class TgiGenerate implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final HttpUrl url;
    private final HttpUrl streamUrl;

    TgiGenerate(Target.Http target) {
        this.url = OpenAiWay.url(target, "generate");
        this.streamUrl = OpenAiWay.url(target, "generate_stream");
    }

    @Override
    public HttpUrl url() {
        return url;
    }

    @Override
    public HttpUrl streamUrl() {
        return streamUrl;
    }

    @Override
    public Headers headers(@Nullable String key) {
        return OpenAiWay.headers(key);
    }

    @Override
    public byte[] body(Call call) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("inputs", Transcript.toContinue(call));
            json.writeObjectPropertyStart("parameters");
            json.writeNumberProperty("max_new_tokens", call.maxOutputTokens());
            json.writeBooleanProperty("do_sample", false);
            json.writeBooleanProperty("details", true);
            ChatCompletions.stop(json, "stop", call.answer().stop());
            if (call.answer().format() instanceof AnswerFormat.JsonSchema wanted) {
                json.writeObjectPropertyStart("grammar");
                grammar(json, wanted.schema());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Writes the fields of TGI's grammar. */
    static void grammar(JsonGenerator json, String schema) {
        json.writeStringProperty("type", "json");
        AnswerFields.raw(json, "value", schema);
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        if (!data.isEmpty()) {
            JsonScan.document(data.array(), data.length(), (name, json) -> {
                switch (name) {
                    case "token" -> new TokenField().read(json, draft);
                    case "details" -> details(json, draft);
                    case "error" -> draft.fail(ErrorBody.at(json));
                    default -> {}
                }
            });
        }
    }

    /** A frame with details is the last one. */
    private static void details(JsonParser json, ReplyDraft draft) {
        if (json.hasToken(JsonToken.START_OBJECT)) {
            JsonScan.object(json, (name, value) -> detail(name, value, draft));
            draft.end();
        }
    }

    /** Old servers do not tell the length of the input; then no figure counts, rather than half of them. */
    private static void detail(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "finish_reason" -> draft.finish(JsonScan.text(json));
            case "generated_tokens" -> JsonScan.count(json).ifPresent(draft.usage()::output);
            case "input_length" ->
                JsonScan.count(json).ifPresent(tokens -> {
                    draft.usage().uncachedInput(tokens);
                    draft.usage().settle();
                    draft.usageSeen();
                });
            default -> {}
        }
    }

    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        JsonScan.document(body, body.length, (name, json) -> {
            switch (name) {
                case "generated_text" -> draft.content(JsonScan.text(json));
                case "details" -> JsonScan.object(json, (key, value) -> detail(key, value, draft));
                case "error" -> draft.fail(ErrorBody.at(json));
                default -> {}
            }
        });
        draft.end();
    }

    /** Whole answers tell the length of the input only here. */
    @Override
    public void usage(Headers headers, UsageTally usage) {
        OptionalLong input = tokens(headers.get("x-prompt-tokens"));
        OptionalLong output = tokens(headers.get("x-generated-tokens"));
        if (input.isPresent() && output.isPresent()) {
            usage.uncachedInput(input.getAsLong());
            usage.output(output.getAsLong());
            usage.settle();
        }
    }

    private static OptionalLong tokens(@Nullable String header) {
        return header != null && header.matches("\\d{1,9}")
                ? OptionalLong.of(Long.parseLong(header))
                : OptionalLong.empty();
    }

    @Override
    public void facts(Headers headers, FactsDraft facts) {
        ServerClocks.tgi(headers, facts);
    }

    @Override
    public TokenUsage estimate(TokenEstimator estimator, Call call, String answer) {
        return estimator.usage(Transcript.toContinue(call), answer);
    }

    @Override
    public Kind failure(int status, ErrorBody error, Headers headers) {
        return FailureKinds.of(status, error);
    }

    @Override
    public String requestIdHeader() {
        return OpenAiWay.REQUEST_ID;
    }

    @Override
    public @Nullable String regionHeader() {
        return null;
    }

    /** One token; the mark at the end of a text is a token too, and nothing that anybody sees. */
    private static final class TokenField {
        private @Nullable String text;
        private boolean special;

        void read(JsonParser json, ReplyDraft draft) {
            JsonScan.object(json, (name, value) -> {
                switch (name) {
                    case "text" -> text = JsonScan.text(value);
                    case "special" -> special = value.hasToken(JsonToken.VALUE_TRUE);
                    default -> {}
                }
            });
            if (!special) {
                draft.content(text);
            }
        }
    }
}
