package dev.taximeter.provider.http;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Message;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Call;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Amazon Bedrock's {@code Converse} and {@code ConverseStream}, the same for all models that it serves. A stream is AWS's
 * binary frames, here already objects named after their event; its last frame, {@code metadata}, comes after the stop
 * reason and tells usage and the service's own time. Cached tokens are counted beside the input.
 */
final class BedrockConverse implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final Set<String> FILTERED = Set.of("guardrail_intervened", "content_filtered");

    private final HttpUrl url;
    private final HttpUrl streamUrl;

    BedrockConverse(Target.Http target) {
        this.url = url(target, "converse");
        this.streamUrl = url(target, "converse-stream");
    }

    /** Model ids hold colons, and ARNs slashes too; the signature wants both encoded. */
    private static HttpUrl url(Target.Http target, String operation) {
        return OpenAiWay.url(target, "model")
                .newBuilder()
                .addEncodedPathSegment(URLEncoder.encode(target.model(), StandardCharsets.UTF_8)
                        .replace("+", "%20"))
                .addPathSegment(operation)
                .build();
    }

    @Override
    public HttpUrl url() {
        return url;
    }

    @Override
    public HttpUrl streamUrl() {
        return streamUrl;
    }

    /** A key is a Bedrock API key; most requests are signed instead, and then have none. */
    @Override
    public Headers headers(@Nullable String key) {
        return OpenAiWay.headers(key);
    }

    @Override
    public byte[] body(Call call) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("messages");
            for (Message turn : call.history()) {
                message(json, turn.role() == Message.Role.USER ? "user" : "assistant", turn.text());
            }
            message(json, "user", call.prompt().text());
            json.writeEndArray();
            if (!call.instructions().isEmpty()) {
                texts(json, "system", call.instructions());
            }
            json.writeObjectPropertyStart("inferenceConfig");
            json.writeNumberProperty("maxTokens", call.maxOutputTokens());
            json.writeNumberProperty("temperature", 0);
            ChatCompletions.stop(json, "stopSequences", call.answer().stop());
            json.writeEndObject();
            if (call.answer().format() instanceof AnswerFormat.ToolCall tool) {
                tool(json, tool);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void message(JsonGenerator json, String role, String text) {
        json.writeStartObject();
        json.writeStringProperty("role", role);
        texts(json, "content", text);
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String field, String text) {
        json.writeArrayPropertyStart(field);
        json.writeStartObject();
        json.writeStringProperty("text", text);
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void tool(JsonGenerator json, AnswerFormat.ToolCall tool) {
        json.writeObjectPropertyStart("toolConfig");
        json.writeArrayPropertyStart("tools");
        json.writeStartObject();
        json.writeObjectPropertyStart("toolSpec");
        json.writeStringProperty("name", tool.name());
        json.writeObjectPropertyStart("inputSchema");
        AnswerFields.raw(json, "json", tool.schema());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectPropertyStart("toolChoice");
        json.writeObjectPropertyStart("tool");
        json.writeStringProperty("name", tool.name());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public Framing framing() {
        return Framing.AWS_EVENT_STREAM;
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        JsonScan.document(data.array(), data.length(), (name, json) -> {
            switch (name) {
                case "contentBlockDelta", "messageStop" -> JsonScan.object(json, (k, v) -> blockField(k, v, draft));
                case "metadata" -> {
                    JsonScan.object(json, (key, value) -> metadataField(key, value, draft));
                    draft.end();
                }
                case "error" -> draft.fail(ErrorBody.at(json));
                default -> {}
            }
        });
    }

    /** Blocks of a whole answer and deltas of a stream have the same fields, but for a tool's input. */
    private static void blockField(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "delta", "toolUse" -> JsonScan.object(json, (key, value) -> blockField(key, value, draft));
            case "text" -> draft.content(JsonScan.text(json));
            case "input" ->
                draft.content(json.hasToken(JsonToken.START_OBJECT) ? JsonScan.raw(json) : JsonScan.text(json));
            case "reasoningContent" -> JsonScan.object(json, (key, value) -> thought(key, value, draft));
            case "stopReason" -> stop(JsonScan.text(json), draft);
            default -> {}
        }
    }

    private static void thought(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "reasoningText" -> JsonScan.object(json, (key, value) -> thought(key, value, draft));
            case "text" -> draft.reasoning(JsonScan.text(json));
            default -> {}
        }
    }

    private static void stop(@Nullable String reason, ReplyDraft draft) {
        draft.finish(reason);
        if (reason != null && FILTERED.contains(reason)) {
            draft.filter();
        }
        if ("refusal".equals(reason)) {
            draft.refuse();
        }
    }

    private static void metadataField(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "usage" -> usage(json, draft);
            case "metrics" ->
                JsonScan.object(json, (key, value) -> {
                    if (key.equals("latencyMs")) {
                        JsonScan.millis(value).ifPresent(draft.facts()::total);
                    }
                });
            case "serviceTier" ->
                JsonScan.object(json, (key, value) -> {
                    if (key.equals("type")) {
                        draft.facts().serviceTier(JsonScan.text(value));
                    }
                });
            default -> {}
        }
    }

    private static void usage(JsonParser json, ReplyDraft draft) {
        UsageTally tally = draft.usage();
        JsonScan.object(json, (name, value) -> {
            switch (name) {
                case "inputTokens" -> JsonScan.count(value).ifPresent(tally::uncachedInput);
                case "cacheReadInputTokens" -> JsonScan.count(value).ifPresent(tally::cacheRead);
                case "cacheWriteInputTokens" -> JsonScan.count(value).ifPresent(tally::cacheWrite);
                case "outputTokens" -> JsonScan.count(value).ifPresent(tally::output);
                case "totalTokens" -> JsonScan.count(value).ifPresent(tally::total);
                default -> {}
            }
        });
        tally.settle();
        draft.usageSeen();
    }

    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        JsonScan.document(body, body.length, (name, json) -> {
            switch (name) {
                case "output" ->
                    JsonScan.object(
                            json,
                            (_, message) -> JsonScan.object(message, (key, value) -> {
                                if (key.equals("content")) {
                                    JsonScan.array(
                                            value, block -> JsonScan.object(block, (k, v) -> blockField(k, v, draft)));
                                }
                            }));
                case "stopReason" -> stop(JsonScan.text(json), draft);
                // AWS wraps no error; an answer has no message but inside its output.
                case "message" -> {
                    if (json.hasToken(JsonToken.VALUE_STRING)) {
                        draft.fail(new ErrorBody(null, null, json.getString()));
                    }
                }
                default -> metadataField(name, json, draft);
            }
        });
        draft.end();
    }

    /** The name of an error stands in a header; a quota that no waiting mends has one of its own. */
    @Override
    public Kind failure(int status, ErrorBody error, Headers headers) {
        String type = headers.get("x-amzn-errortype");
        return type != null && type.startsWith("ServiceQuotaExceededException")
                ? Kind.QUOTA_EXHAUSTED
                : FailureKinds.of(status, error);
    }

    @Override
    public String requestIdHeader() {
        return "x-amzn-requestid";
    }

    @Override
    public @Nullable String regionHeader() {
        return null;
    }
}
