package dev.taximeter.provider.http;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import java.io.ByteArrayOutputStream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** vLLM's completions, for models that only continue a text (Falcon, Llama without a chat template). */
final class VllmCompletions implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final HttpUrl url;
    private final String model;

    VllmCompletions(Target.Http target) {
        this.url = OpenAiWay.url(target, "v1/completions");
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
            json.writeStringProperty("prompt", Transcript.toContinue(call));
            json.writeNumberProperty("max_tokens", call.maxOutputTokens());
            json.writeNumberProperty("temperature", 0);
            ChatCompletions.stop(json, "stop", call.answer().stop());
            if (call.answer().exactLength()) {
                exactLength(json, call.maxOutputTokens());
            }
            if (call.answer().format() instanceof AnswerFormat.JsonSchema wanted) {
                structured(json, wanted);
            }
            if (call.stream()) {
                ChatCompletions.stream(json);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Both are needed: the one keeps the end of the text from ending the answer, the other keeps stop texts from it. */
    static void exactLength(JsonGenerator json, int tokens) {
        json.writeBooleanProperty("ignore_eos", true);
        json.writeNumberProperty("min_tokens", tokens);
    }

    static void structured(JsonGenerator json, AnswerFormat.JsonSchema wanted) {
        json.writeObjectPropertyStart("structured_outputs");
        AnswerFields.raw(json, "json", wanted.schema());
        json.writeEndObject();
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        ChatCompletions.event(data, draft);
    }

    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        ChatCompletions.whole(body, draft);
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
}
