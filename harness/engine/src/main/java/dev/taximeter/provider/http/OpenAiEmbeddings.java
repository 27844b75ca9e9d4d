package dev.taximeter.provider.http;

import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import java.io.ByteArrayOutputStream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * OpenAI Embeddings: a text in, its vector out. The vector is kept as the answer's text, as base64 of little-endian
 * 32-bit floats, whether it came so or as numbers: equal vectors are equal texts. Instructions and history are not sent.
 */
final class OpenAiEmbeddings implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final HttpUrl url;
    private final String model;

    OpenAiEmbeddings(Target.Http target) {
        this.url = OpenAiWay.url(target, "embeddings");
        this.model = target.model();
    }

    @Override
    public HttpUrl url() {
        return url;
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
            json.writeStringProperty("model", model);
            json.writeStringProperty("input", call.prompt().text());
            json.writeStringProperty("encoding_format", "float");
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        throw new MalformedException("an embedding does not come in a stream");
    }

    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        JsonScan.document(body, body.length, (name, json) -> {
            switch (name) {
                case "object" -> draft.finish(JsonScan.text(json));
                case "data" -> JsonScan.array(json, element -> new Element().read(element, draft));
                case "model" -> draft.facts().model(JsonScan.text(json));
                case "usage" -> usage(json, draft);
                case "error" -> draft.fail(ErrorBody.at(json));
                default -> {}
            }
        });
        draft.end();
    }

    private static void usage(JsonParser json, ReplyDraft draft) {
        if (!json.hasToken(JsonToken.START_OBJECT)) {
            return;
        }
        UsageTally tally = draft.usage();
        JsonScan.object(json, (name, value) -> {
            switch (name) {
                case "prompt_tokens" -> JsonScan.count(value).ifPresent(tally::uncachedInput);
                case "total_tokens" -> JsonScan.count(value).ifPresent(tally::total);
                default -> {}
            }
        });
        tally.settle();
        draft.usageSeen();
    }

    /** TEI serves this dialect as well, and tells its own time. */
    @Override
    public void facts(Headers headers, FactsDraft facts) {
        ServerClocks.tei(headers, facts);
    }

    @Override
    public TokenUsage estimate(TokenEstimator estimator, Call call, String answer) {
        return estimator.usage(call.prompt().text(), "");
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

    /** One vector. Read to its end before it counts; only the first is ours. */
    private static final class Element {
        private @Nullable String vector;
        private long index;

        void read(JsonParser json, ReplyDraft draft) {
            JsonScan.object(json, this::field);
            if (index == 0) {
                draft.content(vector);
            }
        }

        private void field(String name, JsonParser json) {
            switch (name) {
                case "index" -> index = JsonScan.count(json).orElse(0);
                case "embedding" ->
                    vector = json.hasToken(JsonToken.START_ARRAY) ? FloatVector.base64(json) : JsonScan.text(json);
                default -> {}
            }
        }
    }
}
