package dev.taximeter.provider.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The {@code response} of OpenAI Responses: the body of a whole answer, or part of a stream's first and last events. One thread. */
final class ResponseObject {
    private final boolean withOutput;
    private final List<String> texts = new ArrayList<>();
    private final UsageTally usage = new UsageTally();
    private boolean refused;
    private boolean thought;
    private boolean used;
    private @Nullable String status;
    private @Nullable String reason;
    private @Nullable String model;
    private @Nullable String tier;
    private @Nullable ErrorBody error;

    /** @param withOutput whether its output is the answer, and not a repetition of what was streamed */
    ResponseObject(boolean withOutput) {
        this.withOutput = withOutput;
    }

    void field(String name, JsonParser json) {
        switch (name) {
            case "status" -> status = JsonScan.text(json);
            case "incomplete_details" ->
                JsonScan.object(json, (key, value) -> {
                    if (key.equals("reason")) {
                        reason = JsonScan.text(value);
                    }
                });
            case "model" -> model = JsonScan.text(json);
            case "service_tier" -> tier = JsonScan.text(json);
            case "error" -> error = ErrorBody.at(json);
            case "output" -> {
                if (withOutput) {
                    JsonScan.array(json, item -> new Item().read(item));
                }
            }
            case "usage" -> {
                used = json.hasToken(JsonToken.START_OBJECT);
                JsonScan.object(json, this::usageField);
            }
            default -> {}
        }
    }

    private void usageField(String name, JsonParser json) {
        switch (name) {
            case "input_tokens" -> JsonScan.count(json).ifPresent(usage::uncachedInput);
            case "output_tokens" -> JsonScan.count(json).ifPresent(usage::output);
            case "total_tokens" -> JsonScan.count(json).ifPresent(usage::total);
            case "input_tokens_details", "output_tokens_details" -> JsonScan.object(json, this::usageField);
            case "cached_tokens" -> JsonScan.count(json).ifPresent(usage::cacheRead);
            case "cache_write_tokens" -> JsonScan.count(json).ifPresent(usage::cacheWrite);
            case "reasoning_tokens" -> JsonScan.count(json).ifPresent(usage::reasoning);
            default -> {}
        }
    }

    /** Who answers, and how. */
    void describe(ReplyDraft draft) {
        draft.facts().model(model);
        draft.facts().serviceTier(tier);
    }

    /** All that it says, as the last word on the answer. */
    void end(ReplyDraft draft) {
        describe(draft);
        if (used) {
            usage.takeCacheOutOfInput();
            usage.settle();
            draft.use(usage);
        }
        if (thought) {
            draft.reasoning("");
        }
        texts.forEach(draft::content);
        if (refused) {
            draft.refuse();
        }
        if ("content_filter".equals(reason)) {
            draft.filter();
        }
        if (error != null || "failed".equals(status)) {
            draft.fail(error != null ? error : new ErrorBody(null, null, "the response failed"));
        }
        draft.finish(reason != null ? reason : status);
        draft.end();
    }

    /** One element of {@code output}: a message, a call of a function, or thoughts. */
    private final class Item {
        private final List<String> said = new ArrayList<>();
        private boolean message = true;

        void read(JsonParser json) {
            JsonScan.object(json, this::field);
            if (message) {
                texts.addAll(said);
            }
        }

        private void field(String name, JsonParser json) {
            switch (name) {
                case "type" -> message = !"reasoning".equals(JsonScan.text(json));
                case "arguments", "text" -> add(JsonScan.text(json));
                case "refusal" -> refused |= JsonScan.text(json) != null;
                case "content" -> JsonScan.array(json, part -> JsonScan.object(part, this::partField));
                case "summary" -> JsonScan.array(json, part -> thought = true);
                default -> {}
            }
        }

        private void partField(String name, JsonParser json) {
            if (!name.equals("type")) {
                field(name, json);
            }
        }

        private void add(@Nullable String text) {
            if (text != null) {
                said.add(text);
            }
        }
    }
}
