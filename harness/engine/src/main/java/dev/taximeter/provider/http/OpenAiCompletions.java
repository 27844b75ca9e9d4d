package dev.taximeter.provider.http;

import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import java.io.ByteArrayOutputStream;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * OpenAI Completions: a text in, its continuation out. For text models, and models fine-tuned on bare text, whose names
 * ({@code davinci:ft-…}, {@code ft:…}) are taken as they are. Such models do not know when to stop, so that
 * {@code stop} is always sent. The form of the answer is asked for by the prompt alone. Streams and answers share one
 * shape, that of Chat Completions but for {@code text}.
 */
final class OpenAiCompletions implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    /** The next turn of a transcript, and the separator of OpenAI's guide to fine-tuning of 2023. */
    private static final List<String> STOP = List.of("\nUser:", "\n###");

    private final HttpUrl url;
    private final String model;

    OpenAiCompletions(Target.Http target) {
        this.url = OpenAiWay.url(target, "completions");
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
            List<String> asked = call.answer().stop();
            ChatCompletions.stop(json, "stop", asked.isEmpty() ? STOP : asked);
            if (call.stream()) {
                ChatCompletions.stream(json);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
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
