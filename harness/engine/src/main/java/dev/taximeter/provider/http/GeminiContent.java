package dev.taximeter.provider.http;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Message;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Call;
import java.io.ByteArrayOutputStream;
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
 * Google's Gemini, {@code generateContent} and {@code streamGenerateContent}. Every frame is a whole response so far as
 * usage goes: its figures are cumulative, and the last ones count. There is no end frame: a stream is whole when it ends
 * in order after a finish reason. Thoughts are counted beside the answer, not inside it.
 */
final class GeminiContent implements WireDialect {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    /** Why Google's filters end an answer. */
    private static final Set<String> FILTERED =
            Set.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "LANGUAGE");

    private final HttpUrl url;
    private final HttpUrl streamUrl;

    GeminiContent(Target.Http target) {
        this.url = url(target, "generateContent");
        this.streamUrl = url(target, "streamGenerateContent")
                .newBuilder()
                .addQueryParameter("alt", "sse")
                .build();
    }

    private static HttpUrl url(Target.Http target, String method) {
        return OpenAiWay.url(target, "v1beta/models")
                .newBuilder()
                .addPathSegment(target.model() + ":" + method)
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

    @Override
    public Headers headers(@Nullable String key) {
        return key == null ? Headers.of() : Headers.of("x-goog-api-key", key);
    }

    @Override
    public byte[] body(Call call) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            if (!call.instructions().isEmpty()) {
                json.writeObjectPropertyStart("systemInstruction");
                parts(json, call.instructions());
                json.writeEndObject();
            }
            json.writeArrayPropertyStart("contents");
            for (Message turn : call.history()) {
                content(json, turn.role() == Message.Role.USER ? "user" : "model", turn.text());
            }
            content(json, "user", call.prompt().text());
            json.writeEndArray();
            json.writeObjectPropertyStart("generationConfig");
            json.writeNumberProperty("maxOutputTokens", call.maxOutputTokens());
            json.writeNumberProperty("temperature", 0);
            ChatCompletions.stop(json, "stopSequences", call.answer().stop());
            jsonMode(json, call.answer().format());
            json.writeEndObject();
            if (call.answer().format() instanceof AnswerFormat.ToolCall tool) {
                tool(json, tool);
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void content(JsonGenerator json, String role, String text) {
        json.writeStartObject();
        json.writeStringProperty("role", role);
        parts(json, text);
        json.writeEndObject();
    }

    private static void parts(JsonGenerator json, String text) {
        json.writeArrayPropertyStart("parts");
        json.writeStartObject();
        json.writeStringProperty("text", text);
        json.writeEndObject();
        json.writeEndArray();
    }

    /** {@code responseSchema} takes a subset of OpenAPI and refuses much of JSON Schema; this one takes JSON Schema. */
    private static void jsonMode(JsonGenerator json, AnswerFormat format) {
        switch (format) {
            case AnswerFormat.Text _, AnswerFormat.ToolCall _ -> {}
            case AnswerFormat.JsonObject _ -> json.writeStringProperty("responseMimeType", "application/json");
            case AnswerFormat.JsonSchema wanted -> {
                json.writeStringProperty("responseMimeType", "application/json");
                AnswerFields.raw(json, "responseJsonSchema", wanted.schema());
            }
        }
    }

    private static void tool(JsonGenerator json, AnswerFormat.ToolCall tool) {
        json.writeArrayPropertyStart("tools");
        json.writeStartObject();
        json.writeArrayPropertyStart("functionDeclarations");
        json.writeStartObject();
        json.writeStringProperty("name", tool.name());
        AnswerFields.raw(json, "parametersJsonSchema", tool.schema());
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectPropertyStart("toolConfig");
        json.writeObjectPropertyStart("functionCallingConfig");
        json.writeStringProperty("mode", "ANY");
        json.writeArrayPropertyStart("allowedFunctionNames");
        json.writeString(tool.name());
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public void event(ByteRun data, ReplyDraft draft) throws MalformedException {
        if (!data.isEmpty()) {
            JsonScan.document(data.array(), data.length(), (name, json) -> field(name, json, draft));
        }
    }

    @Override
    public void endOfStream(ReplyDraft draft) {
        if (draft.finishReason() != null) {
            draft.end();
        }
    }

    @Override
    public void whole(byte[] body, ReplyDraft draft) throws MalformedException {
        JsonScan.document(body, body.length, (name, json) -> field(name, json, draft));
        draft.end();
    }

    private static void field(String name, JsonParser json, ReplyDraft draft) {
        switch (name) {
            case "candidates" -> JsonScan.array(json, candidate -> candidate(candidate, draft));
            case "promptFeedback" ->
                JsonScan.object(json, (key, value) -> {
                    if (key.equals("blockReason")) {
                        filtered(JsonScan.text(value), draft);
                    }
                });
            case "usageMetadata" -> {
                if (json.hasToken(JsonToken.START_OBJECT)) {
                    new UsageMetadata().read(json, draft);
                }
            }
            case "modelVersion" -> draft.facts().model(JsonScan.text(json));
            case "error" -> draft.fail(ErrorBody.at(json));
            default -> {}
        }
    }

    private static void candidate(JsonParser json, ReplyDraft draft) {
        JsonScan.object(json, (name, value) -> {
            switch (name) {
                case "content" ->
                    JsonScan.object(value, (key, parts) -> {
                        if (key.equals("parts")) {
                            JsonScan.array(parts, part -> new Part().read(part, draft));
                        }
                    });
                case "finishReason" -> finish(JsonScan.text(value), draft);
                default -> {}
            }
        });
    }

    private static void finish(@Nullable String reason, ReplyDraft draft) {
        draft.finish(reason);
        if (reason != null && FILTERED.contains(reason)) {
            draft.filter();
        }
    }

    /** A prompt that is blocked has no candidate, and so no finish reason. */
    private static void filtered(@Nullable String reason, ReplyDraft draft) {
        if (reason != null) {
            draft.finish(reason);
            draft.filter();
        }
    }

    /** Google's names in a 400 tell a wrong key from a wrong request. */
    @Override
    public Kind failure(int status, ErrorBody error, Headers headers) {
        return status == 400 && error.mentions("api key not valid") ? Kind.AUTH : FailureKinds.of(status, error);
    }

    @Override
    public String requestIdHeader() {
        return OpenAiWay.REQUEST_ID;
    }

    @Override
    public @Nullable String regionHeader() {
        return null;
    }

    /** A part of the answer; whether it is a thought may stand behind its text. */
    private static final class Part {
        private @Nullable String text;
        private boolean thought;

        void read(JsonParser json, ReplyDraft draft) {
            JsonScan.object(json, this::field);
            if (thought) {
                draft.reasoning(text);
            } else {
                draft.content(text);
            }
        }

        private void field(String name, JsonParser json) {
            switch (name) {
                case "text" -> text = JsonScan.text(json);
                case "thought" -> thought = json.hasToken(JsonToken.VALUE_TRUE);
                case "functionCall" ->
                    JsonScan.object(json, (key, value) -> {
                        if (key.equals("args")) {
                            text = JsonScan.raw(value);
                        }
                    });
                default -> {}
            }
        }
    }

    /** Output is what all candidates say and what was thought; what tools read is input too. */
    private static final class UsageMetadata {
        private long prompt;
        private long toolPrompt;
        private long candidates;
        private long thoughts;

        void read(JsonParser json, ReplyDraft draft) {
            UsageTally tally = draft.usage();
            JsonScan.object(json, (name, value) -> {
                switch (name) {
                    case "promptTokenCount" -> prompt = JsonScan.count(value).orElse(0);
                    case "toolUsePromptTokenCount" ->
                        toolPrompt = JsonScan.count(value).orElse(0);
                    case "candidatesTokenCount" ->
                        candidates = JsonScan.count(value).orElse(0);
                    case "thoughtsTokenCount" ->
                        thoughts = JsonScan.count(value).orElse(0);
                    case "cachedContentTokenCount" -> JsonScan.count(value).ifPresent(tally::cacheRead);
                    case "totalTokenCount" -> JsonScan.count(value).ifPresent(tally::total);
                    default -> {}
                }
            });
            tally.uncachedInput(sum(prompt, toolPrompt));
            tally.takeCacheOutOfInput();
            tally.output(sum(candidates, thoughts));
            tally.reasoning(thoughts);
            tally.settle();
            draft.usageSeen();
        }

        /** Figures that no server means do no harm. */
        private static long sum(long one, long other) {
            return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
        }
    }
}
