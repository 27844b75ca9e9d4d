package dev.taximeter.provider.http;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Outcome.Kind;
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
 * Anthropic Messages. An event is read by the keys that it has, not by its name, so that new kinds of event do no harm;
 * pings have none of our keys. Usage comes twice: a first guess in {@code message_start}, then cumulative figures in
 * {@code message_delta}, of which the last counts.
 */
final class AnthropicMessages implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    static final String REQUEST_ID = "request-id";

    private static final String VERSION = "2023-06-01";

    private final HttpUrl url;
    private final String model;

    AnthropicMessages(Target.Http target) {
        this.url = OpenAiWay.url(target, "v1/messages");
        this.model = target.model();
    }

    @Override
    public HttpUrl url() {
        return url;
    }

    @Override
    public Headers headers(@Nullable String key) {
        return withVersion(key);
    }

    static Headers withVersion(@Nullable String key) {
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
            ChatCompletions.stop(json, "stop_sequences", call.answer().stop());
            format(json, call.answer().format());
            if (call.stream()) {
                json.writeBooleanProperty("stream", true);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** There is no mode for just any JSON object: then the prompt alone asks for it. */
    private static void format(JsonGenerator json, AnswerFormat format) {
        switch (format) {
            case AnswerFormat.Text _, AnswerFormat.JsonObject _ -> {}
            case AnswerFormat.JsonSchema wanted -> {
                json.writeObjectPropertyStart("output_config");
                json.writeObjectPropertyStart("format");
                json.writeStringProperty("type", "json_schema");
                AnswerFields.raw(json, "schema", wanted.schema());
                json.writeEndObject();
                json.writeEndObject();
            }
            case AnswerFormat.ToolCall tool -> tool(json, tool);
        }
    }

    private static void tool(JsonGenerator json, AnswerFormat.ToolCall tool) {
        json.writeArrayPropertyStart("tools");
        json.writeStartObject();
        json.writeStringProperty("name", tool.name());
        AnswerFields.raw(json, "input_schema", tool.schema());
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectPropertyStart("tool_choice");
        json.writeStringProperty("type", "tool");
        json.writeStringProperty("name", tool.name());
        json.writeBooleanProperty("disable_parallel_tool_use", true);
        json.writeEndObject();
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
            case "usage" -> usage(json, draft);
            default -> {}
        }
    }

    /**
     * Visible text is under {@code text}, and so, by a key of their own, are the arguments of the tool that was asked
     * for. A signature without its thought is nothing that anybody sees.
     */
    private static void blockField(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "text", "partial_json" -> draft.content(JsonScan.text(json));
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
                            json, block -> JsonScan.object(block, (key, value) -> wholeBlockField(key, value, draft)));
                case "stop_reason" -> stop(JsonScan.text(json), draft);
                case "model" -> draft.facts().model(JsonScan.text(json));
                case "usage" -> finalUsage(json, draft);
                case "error" -> draft.fail(ErrorBody.at(json));
                default -> {}
            }
        });
        draft.end();
    }

    /** A stream's tool block begins with an empty {@code input}, which is no content; in a whole body it is the answer. */
    private static void wholeBlockField(String name, JsonParser json, ReplyDraft draft) {
        if (name.equals("input")) {
            draft.content(JsonScan.raw(json));
        } else {
            blockField(name, json, draft);
        }
    }

    private static void finalUsage(JsonParser json, ReplyDraft draft) {
        if (json.hasToken(JsonToken.START_OBJECT)) {
            usage(json, draft);
            draft.usage().settle();
            draft.usageSeen();
        }
    }

    /** Cache figures lie outside {@code input_tokens}; thoughts lie inside {@code output_tokens}. */
    private static void usage(JsonParser json, ReplyDraft draft) {
        UsageTally tally = draft.usage();
        CacheWrites writes = new CacheWrites();
        JsonScan.object(json, (name, value) -> {
            switch (name) {
                case "input_tokens" -> JsonScan.count(value).ifPresent(tally::uncachedInput);
                case "cache_read_input_tokens" -> JsonScan.count(value).ifPresent(tally::cacheRead);
                case "cache_creation_input_tokens" -> JsonScan.count(value).ifPresent(writes::all);
                case "cache_creation" -> JsonScan.object(value, writes::part);
                case "output_tokens" -> JsonScan.count(value).ifPresent(tally::output);
                case "output_tokens_details" ->
                    JsonScan.object(value, (key, count) -> {
                        if (key.equals("thinking_tokens")) {
                            JsonScan.count(count).ifPresent(tally::reasoning);
                        }
                    });
                case "service_tier" -> draft.facts().serviceTier(JsonScan.text(value));
                default -> {}
            }
        });
        writes.tell(tally);
    }

    /** Input written to the cache: all of it, and apart what is kept for five minutes and for an hour. */
    private static final class CacheWrites {
        private OptionalLong all = OptionalLong.empty();
        private OptionalLong parts = OptionalLong.empty();
        private OptionalLong hour = OptionalLong.empty();

        void all(long tokens) {
            all = OptionalLong.of(tokens);
        }

        void part(String name, JsonParser json) {
            if (name.startsWith("ephemeral_")) {
                OptionalLong tokens = JsonScan.count(json);
                tokens.ifPresent(count -> parts = OptionalLong.of(parts.orElse(0) + count));
                hour = name.equals("ephemeral_1h_input_tokens") ? tokens : hour;
            }
        }

        void tell(UsageTally tally) {
            OptionalLong known = all.isPresent() ? all : parts;
            known.ifPresent(tally::cacheWrite);
            hour.ifPresent(tally::hourCacheWrite);
            if (all.isPresent() && parts.isPresent() && all.getAsLong() != parts.getAsLong()) {
                tally.doubt();
            }
        }
    }

    @Override
    public Kind failure(int status, ErrorBody error, Headers headers) {
        return failureKind(status, error, headers);
    }

    /** Spent money hides behind ordinary codes: a 400 that says so, or a 429 that names no time to wait. */
    static Kind failureKind(int status, ErrorBody error, Headers headers) {
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
        return REQUEST_ID;
    }

    @Override
    public @Nullable String regionHeader() {
        return null;
    }
}
