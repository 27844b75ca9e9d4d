package dev.taximeter.provider.http;

import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Anthropic's text completions, {@code /v1/complete}, as Claude 1, 2 and Instant spoke them: one text of turns in, its
 * continuation out; each event brings what is new, and the last one the reason to stop. No usage is told, so that tokens
 * are estimated. The form of the answer is asked for by the prompt alone.
 */
final class AnthropicComplete implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final String HUMAN = "\n\nHuman:";

    private final HttpUrl url;
    private final String model;

    AnthropicComplete(Target.Http target) {
        this.url = OpenAiWay.url(target, "v1/complete");
        this.model = target.model();
    }

    @Override
    public HttpUrl url() {
        return url;
    }

    @Override
    public Headers headers(@Nullable String key) {
        return AnthropicMessages.withVersion(key);
    }

    @Override
    public byte[] body(Call call) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("model", model);
            json.writeStringProperty("prompt", prompt(call));
            json.writeNumberProperty("max_tokens_to_sample", call.maxOutputTokens());
            json.writeNumberProperty("temperature", 0);
            List<String> stop = new ArrayList<>(List.of(HUMAN));
            stop.addAll(call.answer().stop());
            ChatCompletions.stop(json, "stop_sequences", stop);
            if (call.stream()) {
                json.writeBooleanProperty("stream", true);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** The vendor wants the first turn to begin with two line ends, also when nothing stands before it. */
    static String prompt(Call call) {
        String turns = Transcript.of(call, "\n\n", "Human: ", "Assistant:");
        return call.instructions().isEmpty() ? "\n\n" + turns : turns;
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        if (!data.isEmpty()) {
            JsonScan.document(data.array(), data.length(), (name, json) -> field(name, json, draft));
        }
    }

    /** An event with a reason to stop is the last one. */
    private static void field(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "completion" -> draft.content(JsonScan.text(json));
            case "stop_reason" -> {
                String reason = JsonScan.text(json);
                draft.finish(reason);
                if (reason != null) {
                    draft.end();
                }
            }
            case "model" -> draft.facts().model(JsonScan.text(json));
            case "error" -> draft.fail(ErrorBody.at(json));
            default -> {}
        }
    }

    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        JsonScan.document(body, body.length, (name, json) -> field(name, json, draft));
        draft.end();
    }

    @Override
    public TokenUsage estimate(TokenEstimator estimator, Call call, String answer) {
        return estimator.usage(prompt(call), answer);
    }

    @Override
    public Kind failure(int status, ErrorBody error, Headers headers) {
        return AnthropicMessages.failureKind(status, error, headers);
    }

    @Override
    public String requestIdHeader() {
        return AnthropicMessages.REQUEST_ID;
    }

    @Override
    public @Nullable String regionHeader() {
        return null;
    }
}
