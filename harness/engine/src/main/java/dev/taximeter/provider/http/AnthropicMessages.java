package dev.taximeter.provider.http;

import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
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
 * Anthropic Messages. An event is read by the keys that it has, not by its name, so that new kinds of event do no harm;
 * pings have none of our keys. Usage comes twice: a first guess in {@code message_start}, then cumulative figures in
 * {@code message_delta}, of which the last counts.
 */
final class AnthropicMessages implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final String VERSION = "2023-06-01";

    private final HttpUrl url;
    private final String model;

    AnthropicMessages(Target.Http target) {
        this.url = HttpUrl.get(target.endpoint().toString())
                .newBuilder()
                .addPathSegments("v1/messages")
                .build();
        this.model = target.model();
    }

    @Override
    public HttpUrl url() {
        return url;
    }

    @Override
    public Headers headers(@Nullable String key) {
        Headers.Builder headers = new Headers.Builder().add("anthropic-version", VERSION);
        if (key != null) {
            headers.add("x-api-key", key);
        }
        return headers.build();
    }

    @Override
    public byte[] body(Call call) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("model", model);
            json.writeNumberProperty("max_tokens", call.maxOutputTokens());
            json.writeNumberProperty("temperature", 0);
            if (!call.instructions().isEmpty()) {
                json.writeStringProperty("system", call.instructions());
            }
            json.writeArrayPropertyStart("messages");
            ChatCompletions.turns(json, call);
            json.writeEndArray();
            if (call.stream()) {
                json.writeBooleanProperty("stream", true);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        if (!data.isEmpty()) {
            JsonScan.document(data.array(), data.length(), (name, json) -> eventField(name, json, draft));
        }
    }

    private static void eventField(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "type" -> {
                if ("message_stop".equals(JsonScan.text(json))) {
                    draft.end();
                }
            }
            case "message" -> JsonScan.object(json, (key, value) -> messageField(key, value, draft));
            case "content_block", "delta" -> JsonScan.object(json, (key, value) -> blockField(key, value, draft));
            case "usage" -> finalUsage(json, draft);
            case "error" -> draft.fail(ErrorBody.at(json));
            default -> {}
        }
    }

    private static void messageField(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "model" -> draft.facts().model(JsonScan.text(json));
            case "usage" -> usage(json, draft.usage());
            default -> {}
        }
    }

    /** Only visible text is under {@code text}: thoughts, signatures and tool arguments have keys of their own. */
    private static void blockField(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "text" -> draft.content(JsonScan.text(json));
            case "thinking" -> draft.reasoning(JsonScan.text(json));
            case "stop_reason" -> stop(JsonScan.text(json), draft);
            default -> {}
        }
    }

    private static void stop(@Nullable String reason, ReplyDraft draft) {
        draft.finish(reason);
        if ("refusal".equals(reason)) {
            draft.refuse();
        }
    }

    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        JsonScan.document(body, body.length, (name, json) -> {
            switch (name) {
                case "content" ->
                    JsonScan.array(
                            json, block -> JsonScan.object(block, (key, value) -> blockField(key, value, draft)));
                case "stop_reason" -> stop(JsonScan.text(json), draft);
                case "model" -> draft.facts().model(JsonScan.text(json));
                case "usage" -> finalUsage(json, draft);
                case "error" -> draft.fail(ErrorBody.at(json));
                default -> {}
            }
        });
        draft.end();
    }

    private static void finalUsage(JsonParser json, ReplyDraft draft) {
        if (json.hasToken(JsonToken.START_OBJECT)) {
            usage(json, draft.usage());
            draft.usage().settle();
            draft.usageSeen();
        }
    }

    /** Cache figures lie outside {@code input_tokens}; thoughts lie inside {@code output_tokens}. */
    private static void usage(JsonParser json, UsageTally tally) {
        JsonScan.object(json, (name, value) -> {
            switch (name) {
                case "input_tokens" -> JsonScan.count(value).ifPresent(tally::uncachedInput);
                case "cache_read_input_tokens" -> JsonScan.count(value).ifPresent(tally::cacheRead);
                case "cache_creation_input_tokens" -> JsonScan.count(value).ifPresent(tally::cacheWrite);
                case "output_tokens" -> JsonScan.count(value).ifPresent(tally::output);
                case "output_tokens_details" -> usage(value, tally);
                case "thinking_tokens" -> JsonScan.count(value).ifPresent(tally::reasoning);
                default -> {}
            }
        });
    }

    /** Spent money hides behind ordinary codes: a 400 that says so, or a 429 that names no time to wait. */
    @Override
    public Kind failure(int status, ErrorBody error, Headers headers) {
        boolean spent = switch (status) {
            case 400 ->
                error.mentions("credit balance") || error.mentions("usage limit") || error.mentions("spend limit");
            case 429 -> headers.get("retry-after") == null;
            default -> false;
        };
        return spent ? Kind.QUOTA_EXHAUSTED : FailureKinds.of(status, error);
    }

    @Override
    public String requestIdHeader() {
        return "request-id";
    }

    @Override
    public @Nullable String regionHeader() {
        return null;
    }
}
