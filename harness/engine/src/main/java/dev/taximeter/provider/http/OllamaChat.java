package dev.taximeter.provider.http;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.ServerStage;
import dev.taximeter.model.Target;
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
 * Ollama's own {@code /api/chat}: a JSON object a line, of which the last is {@code done} and tells counts and times; an
 * error is a line too. It streams unless told not to. A model that is not in memory is loaded first, and the answer says
 * how long that took.
 */
final class OllamaChat implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final HttpUrl url;
    private final String model;

    OllamaChat(Target.Http target) {
        this.url = OpenAiWay.url(target, "api/chat");
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
            json.writeArrayPropertyStart("messages");
            if (!call.instructions().isEmpty()) {
                ChatCompletions.message(json, "system", call.instructions());
            }
            ChatCompletions.turns(json, call);
            json.writeEndArray();
            json.writeBooleanProperty("stream", call.stream());
            format(json, call.answer().format());
            json.writeObjectPropertyStart("options");
            json.writeNumberProperty("num_predict", call.maxOutputTokens());
            json.writeNumberProperty("temperature", 0);
            ChatCompletions.stop(json, "stop", call.answer().stop());
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** A tool can be offered; nothing makes the model use it. */
    private static void format(JsonGenerator json, AnswerFormat format) {
        switch (format) {
            case AnswerFormat.Text _ -> {}
            case AnswerFormat.JsonObject _ -> json.writeStringProperty("format", "json");
            case AnswerFormat.JsonSchema wanted -> AnswerFields.raw(json, "format", wanted.schema());
            case AnswerFormat.ToolCall tool -> {
                json.writeArrayPropertyStart("tools");
                json.writeStartObject();
                json.writeStringProperty("type", "function");
                json.writeObjectPropertyStart("function");
                json.writeStringProperty("name", tool.name());
                AnswerFields.raw(json, "parameters", tool.schema());
                json.writeEndObject();
                json.writeEndObject();
                json.writeEndArray();
            }
        }
    }

    @Override
    public Framing framing() {
        return Framing.NDJSON;
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        JsonScan.document(data.array(), data.length(), (name, json) -> field(name, json, draft));
    }

    /** The one line of an answer that is not streamed. */
    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        JsonScan.document(body, body.length, (name, json) -> field(name, json, draft));
    }

    private static void field(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "model" -> draft.facts().model(JsonScan.text(json));
            case "message" -> JsonScan.object(json, (key, value) -> messageField(key, value, draft));
            case "done" -> {
                if (json.hasToken(JsonToken.VALUE_TRUE)) {
                    draft.end();
                }
            }
            case "done_reason" -> draft.finish(JsonScan.text(json));
            case "total_duration" -> JsonScan.count(json).ifPresent(draft.facts()::total);
            case "load_duration" -> stage(json, ServerStage.LOAD, draft);
            case "prompt_eval_duration" -> stage(json, ServerStage.PREFILL, draft);
            case "eval_duration" -> stage(json, ServerStage.DECODE, draft);
            case "prompt_eval_count" -> JsonScan.count(json).ifPresent(draft.usage()::uncachedInput);
            case "eval_count" -> outputTokens(JsonScan.count(json), draft);
            case "error" -> draft.fail(ErrorBody.at(json));
            default -> {}
        }
    }

    private static void messageField(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "content" -> draft.content(JsonScan.text(json));
            case "thinking" -> draft.reasoning(JsonScan.text(json));
            case "tool_calls" ->
                JsonScan.array(
                        json,
                        call -> JsonScan.object(call, (key, value) -> {
                            if (key.equals("function")) {
                                JsonScan.object(value, (inner, arguments) -> {
                                    if (inner.equals("arguments")) {
                                        draft.content(JsonScan.raw(arguments));
                                    }
                                });
                            }
                        }));
            default -> {}
        }
    }

    private static void outputTokens(OptionalLong count, ReplyDraft draft) {
        count.ifPresent(tokens -> {
            draft.usage().output(tokens);
            draft.usage().settle();
            draft.usageSeen();
        });
    }

    /** Ollama counts nanoseconds. */
    private static void stage(JsonParser json, ServerStage stage, ReplyDraft draft) {
        JsonScan.count(json).ifPresent(nanos -> draft.facts().stage(stage, nanos));
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
