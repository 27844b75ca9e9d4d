package dev.taximeter.provider.http;

import dev.taximeter.model.FilterMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * One element of {@code choices}, in a stream or not. Read to its end before it counts, because some servers say last
 * which choice it is; only the first choice is the answer. One thread, one element.
 */
final class ChatChoice {
    private @Nullable String text;
    private @Nullable String thought;
    private @Nullable String finishReason;
    private boolean refused;
    private boolean streamed;
    private boolean findings;
    private boolean offsets;
    private long index;

    static void read(JsonParser json, ReplyDraft draft) {
        ChatChoice choice = new ChatChoice();
        JsonScan.object(json, choice::field);
        if (choice.index == 0) {
            choice.tell(draft);
        }
    }

    private void field(String name, JsonParser json) {
        switch (name) {
            case "index" -> index = JsonScan.count(json).orElse(0);
            case "delta" -> {
                streamed = true;
                JsonScan.object(json, this::messageField);
            }
            case "message" -> JsonScan.object(json, this::messageField);
            case "content_filter_results" -> JsonScan.object(json, (category, found) -> findings = true);
            case "content_filter_offsets" -> offsets = true;
            case "text" -> text = JsonScan.text(json);
            case "finish_reason" -> finishReason = JsonScan.text(json);
            default -> {}
        }
    }

    /** The arguments of a call are the answer's text: nothing else was asked of the model. */
    private void messageField(String name, JsonParser json) {
        switch (name) {
            case "content" -> text = JsonScan.text(json);
            case "tool_calls" -> JsonScan.array(json, call -> JsonScan.object(call, new ToolCall()::field));
            case "function_call" -> JsonScan.object(json, this::functionField);
            case "reasoning_content", "reasoning" -> thought = JsonScan.text(json);
            case "refusal" -> refused |= JsonScan.text(json) != null;
            default -> {}
        }
    }

    private void functionField(String name, JsonParser json) {
        if (name.equals("arguments")) {
            text = JsonScan.text(json);
        }
    }

    private void tell(ReplyDraft draft) {
        if (offsets) {
            draft.facts().filterMode(FilterMode.ASYNCHRONOUS);
        } else if (streamed && findings && text != null && !text.isEmpty()) {
            draft.facts().filterMode(FilterMode.BUFFERED);
        }
        draft.reasoning(thought);
        draft.content(text);
        if (refused) {
            draft.refuse();
        }
        draft.finish(finishReason);
        if ("content_filter".equals(finishReason)) {
            draft.filter();
        }
    }

    /** Only the first call counts; two of them joined would be no JSON. */
    private final class ToolCall {
        private boolean first = true;

        void field(String name, JsonParser json) {
            if (name.equals("index")) {
                first = JsonScan.count(json).orElse(0) == 0;
            } else if (name.equals("function") && first) {
                JsonScan.object(json, ChatChoice.this::functionField);
            }
        }
    }
}
