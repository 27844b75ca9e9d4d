package dev.taximeter.provider.http;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Call;
import java.io.ByteArrayOutputStream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * OpenAI Responses. Answers are not stored. There is no {@code stop}: texts that end an answer are not sent. Functions
 * are not strict, as in Chat Completions, where that is the default.
 */
final class OpenAiResponses implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private final HttpUrl url;
    private final String model;

    OpenAiResponses(Target.Http target) {
        this.url = OpenAiWay.url(target, "responses");
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
            if (!call.instructions().isEmpty()) {
                json.writeStringProperty("instructions", call.instructions());
            }
            json.writeArrayPropertyStart("input");
            ChatCompletions.turns(json, call);
            json.writeEndArray();
            json.writeNumberProperty("max_output_tokens", call.maxOutputTokens());
            if (!ChatCompletions.isReasoning(model)) {
                json.writeNumberProperty("temperature", 0);
            }
            json.writeBooleanProperty("store", false);
            format(json, call.answer().format());
            if (call.stream()) {
                json.writeBooleanProperty("stream", true);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void format(JsonGenerator json, AnswerFormat format) {
        switch (format) {
            case AnswerFormat.Text _ -> {}
            case AnswerFormat.JsonObject _ -> {
                textFormat(json, "json_object");
                endTextFormat(json);
            }
            case AnswerFormat.JsonSchema wanted -> {
                textFormat(json, "json_schema");
                json.writeStringProperty("name", wanted.name());
                AnswerFields.raw(json, "schema", wanted.schema());
                json.writeBooleanProperty("strict", true);
                endTextFormat(json);
            }
            case AnswerFormat.ToolCall tool -> tool(json, tool);
        }
    }

    private static void textFormat(JsonGenerator json, String type) {
        json.writeObjectPropertyStart("text");
        json.writeObjectPropertyStart("format");
        json.writeStringProperty("type", type);
    }

    private static void endTextFormat(JsonGenerator json) {
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void tool(JsonGenerator json, AnswerFormat.ToolCall tool) {
        json.writeArrayPropertyStart("tools");
        json.writeStartObject();
        json.writeStringProperty("type", "function");
        json.writeStringProperty("name", tool.name());
        AnswerFields.raw(json, "parameters", tool.schema());
        json.writeBooleanProperty("strict", false);
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectPropertyStart("tool_choice");
        json.writeStringProperty("type", "function");
        json.writeStringProperty("name", tool.name());
        json.writeEndObject();
        json.writeBooleanProperty("parallel_tool_calls", false);
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        if (!data.isEmpty() && !data.is("[DONE]")) { // some gateways add it; here it ends nothing
            ResponseEvent.read(data, draft);
        }
    }

    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        ResponseObject response = new ResponseObject(true);
        JsonScan.document(body, body.length, response::field);
        response.end(draft);
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
