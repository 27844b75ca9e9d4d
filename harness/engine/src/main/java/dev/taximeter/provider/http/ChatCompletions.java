package dev.taximeter.provider.http;

import dev.taximeter.model.Message;
import dev.taximeter.provider.Call;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** OpenAI's Chat Completions format, which Azure speaks too. */
final class ChatCompletions {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final String END = "[DONE]";

    /**
     * Models that think before they answer. They refuse {@code max_tokens} and a temperature, and count thoughts in
     * {@code max_completion_tokens}.
     */
    private static final Pattern REASONING_MODEL = Pattern.compile("(?:ft:|.*/)?(o\\d|gpt-[5-9](?!\\d)).*");

    private ChatCompletions() {}

    /**
     * @param modelField the body's {@code model}; null where the URL names it
     * @param model the model's name, whatever the body says
     */
    static byte[] body(Call call, @Nullable String modelField, String model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            if (modelField != null) {
                json.writeStringProperty("model", modelField);
            }
            json.writeArrayPropertyStart("messages");
            if (!call.instructions().isEmpty()) {
                message(json, "system", call.instructions());
            }
            turns(json, call);
            json.writeEndArray();
            limits(json, call, isReasoning(model));
            stop(json, "stop", call.answer().stop());
            AnswerFields.write(json, call.answer().format());
            if (call.stream()) {
                stream(json);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static boolean isReasoning(String model) {
        return REASONING_MODEL.matcher(model).matches();
    }

    /** The usage frame is asked for: without it a stream's tokens are a guess. */
    static void stream(JsonGenerator json) {
        json.writeBooleanProperty("stream", true);
        json.writeObjectPropertyStart("stream_options");
        json.writeBooleanProperty("include_usage", true);
        json.writeEndObject();
    }

    /** Writes texts that end the answer; nothing when there are none. */
    static void stop(JsonGenerator json, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            json.writeArrayPropertyStart(field);
            texts.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private static void limits(JsonGenerator json, Call call, boolean reasoning) {
        if (reasoning) {
            json.writeNumberProperty("max_completion_tokens", call.maxOutputTokens());
        } else {
            json.writeNumberProperty("max_tokens", call.maxOutputTokens());
            json.writeNumberProperty("temperature", 0);
        }
    }

    /** Writes what was said before and the prompt; the same in every dialect that has messages. */
    static void turns(JsonGenerator json, Call call) {
        for (Message turn : call.history()) {
            message(json, turn.role() == Message.Role.USER ? "user" : "assistant", turn.text());
        }
        message(json, "user", call.prompt().text());
    }

    /** Writes one message; the same in every dialect. */
    static void message(JsonGenerator json, String role, String content) {
        json.writeStartObject();
        json.writeStringProperty("role", role);
        json.writeStringProperty("content", content);
        json.writeEndObject();
    }

    /** One event: a frame or {@code [DONE]}. Frames without choices, content or delta are no content. */
    static void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        if (data.is(END)) {
            draft.end();
        } else if (!data.isEmpty()) {
            JsonScan.document(data.array(), data.length(), (name, json) -> field(name, json, draft));
        }
    }

    /** A body that was not streamed: a frame with {@code message} in the place of {@code delta}. */
    static void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        JsonScan.document(body, body.length, (name, json) -> field(name, json, draft));
        draft.end();
    }

    private static void field(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "choices" -> JsonScan.array(json, choice -> ChatChoice.read(choice, draft));
            case "usage" -> usage(json, draft);
            case "error" -> draft.fail(ErrorBody.at(json));
            case "model" -> draft.facts().model(JsonScan.text(json));
            case "system_fingerprint" -> draft.facts().fingerprint(JsonScan.text(json));
            case "service_tier" -> draft.facts().serviceTier(JsonScan.text(json));
            case "latency_checkpoint" -> LatencyCheckpoint.read(json, draft.facts());
            case "metrics" -> ServerClocks.vllm(json, draft.facts());
            case "timings" -> ServerClocks.llamaCpp(json, draft);
            default -> {}
        }
    }

    private static void usage(JsonParser json, ReplyDraft draft) {
        if (json.hasToken(JsonToken.START_OBJECT)) {
            JsonScan.object(json, (name, value) -> usageField(name, value, draft));
            draft.usage().takeCacheOutOfInput();
            draft.usage().settle();
            draft.usageSeen();
        }
    }

    private static void usageField(String name, JsonParser json, ReplyDraft draft) {
        UsageTally tally = draft.usage();
        switch (name) {
            case "prompt_tokens" -> JsonScan.count(json).ifPresent(tally::uncachedInput);
            case "completion_tokens" -> JsonScan.count(json).ifPresent(tally::output);
            case "prompt_tokens_details", "completion_tokens_details" ->
                JsonScan.object(json, (key, value) -> usageField(key, value, draft));
            case "cached_tokens" -> JsonScan.count(json).ifPresent(tally::cacheRead);
            case "cache_write_tokens" -> JsonScan.count(json).ifPresent(tally::cacheWrite);
            case "reasoning_tokens" -> JsonScan.count(json).ifPresent(tally::reasoning);
            case "total_tokens" -> JsonScan.count(json).ifPresent(tally::total);
            case "latency_checkpoint" -> LatencyCheckpoint.read(json, draft.facts());
            default -> {}
        }
    }
}
