package dev.taximeter.emulator;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The items of one {@code /v1/responses} answer: thoughts, then a message or a call of a function. Events are numbered by
 * counting those that come before them, so that nothing is kept between two of them.
 */
final class ResponseItems {
    /** Number of an event whose predecessors nobody counted. */
    static final int FAR = 1_000_000;

    private static final int OPENING_EVENTS = 2;

    private final Turn turn;
    private final @Nullable String function;
    private final boolean refused;
    private final boolean summed;

    ResponseItems(Turn turn) {
        this.turn = turn;
        this.function = turn.ask().form() instanceof AnswerForm.ToolCall tool ? tool.name() : null;
        this.refused = turn.completion().finish() == Completion.Finish.REFUSED;
        this.summed =
                !turn.ask().body().find("reasoning", "summary").asString("").isEmpty();
    }

    String thoughtsBegin() {
        return item("response.output_item.added", OPENING_EVENTS, 0, reasoning(""));
    }

    /** Hidden unless a summary was asked for. */
    String thought(Piece piece) {
        if (!summed) {
            return "";
        }
        return delta(
                "response.reasoning_summary_text.delta",
                OPENING_EVENTS + 1 + piece.index(),
                place("rs_", 0).put("summary_index", 0).put("delta", piece.text()));
    }

    String thoughtsEnd() {
        return item("response.output_item.done", OPENING_EVENTS + 1 + thoughtEvents(), 0, reasoning(thoughts()));
    }

    String contentBegins() {
        int number = OPENING_EVENTS + (turn.thoughts().isEmpty() ? 0 : 2 + thoughtEvents());
        String added = item("response.output_item.added", number, contentIndex(), content("in_progress", null));
        return function != null ? added : added + part("response.content_part.added", number + 1, "");
    }

    String content(Piece piece) {
        ObjectNode event = contentPlace().put("delta", piece.text());
        if (function == null && !refused) {
            event.putArray("logprobs");
        }
        if (turn.ask().obfuscate()) {
            event.put("obfuscation", turn.noise().alphanumeric(turn.noise().upTo(16)));
        }
        return delta(kind() + ".delta", firstContent() + piece.index(), event);
    }

    String contentEnds() {
        String text = turn.completion().text();
        int number = firstContent() + turn.completion().pieces().size();
        String word = function != null ? "arguments" : refused ? "refusal" : "text";
        ObjectNode said = contentPlace().put(word, text);
        if (word.equals("text")) {
            said.putArray("logprobs");
        }
        String done = delta(kind() + ".done", number, said);
        String part = function != null ? "" : part("response.content_part.done", number + 1, text);
        return done + part + item("response.output_item.done", last() - 1, contentIndex(), content("completed", text));
    }

    /** Number of the stream's last event. */
    int last() {
        return firstContent() + turn.completion().pieces().size() + (function != null ? 2 : 3);
    }

    /** The whole answer. */
    ObjectNode whole(String status, @Nullable String incompleteReason) {
        ObjectNode response = response(turn, status, incompleteReason);
        ArrayNode output = (ArrayNode) response.get("output");
        if (!turn.thoughts().isEmpty()) {
            output.add(reasoning(thoughts()));
        }
        output.add(content("completed", turn.completion().text()));
        Usage used = turn.usage();
        ObjectNode usage = response.putObject("usage").put("input_tokens", used.inputTokens());
        usage.putObject("input_tokens_details").put("cached_tokens", used.cacheReadTokens());
        usage.put("output_tokens", used.outputTokens());
        usage.putObject("output_tokens_details").put("reasoning_tokens", used.reasoningTokens());
        usage.put("total_tokens", used.inputTokens() + used.outputTokens());
        return response;
    }

    /** What is known of the answer before it is there. */
    static ObjectNode response(Turn turn, String status, @Nullable String incompleteReason) {
        ObjectNode response = Json.object()
                .put("id", turn.answerId())
                .put("object", "response")
                .put("created_at", turn.createdSeconds())
                .put("status", status)
                .putNull("error");
        if (incompleteReason == null) {
            response.putNull("incomplete_details");
        } else {
            response.putObject("incomplete_details").put("reason", incompleteReason);
        }
        response.put("model", turn.ask().model()).putArray("output");
        return response.put("service_tier", "default").put("store", false).putNull("usage");
    }

    /** Why the answer is not whole; null when it is. */
    static @Nullable String incomplete(Turn turn) {
        return switch (turn.completion().finish()) {
            case STOP, REFUSED -> null;
            case LENGTH -> "max_output_tokens";
            case FILTERED -> "content_filter";
        };
    }

    private int thoughtEvents() {
        return summed ? turn.thoughts().size() : 0;
    }

    private int contentIndex() {
        return turn.thoughts().isEmpty() ? 0 : 1;
    }

    private int firstContent() {
        int before = OPENING_EVENTS + (turn.thoughts().isEmpty() ? 0 : 2 + thoughtEvents());
        return before + (function != null ? 1 : 2);
    }

    private String kind() {
        return function != null
                ? "response.function_call_arguments"
                : refused ? "response.refusal" : "response.output_text";
    }

    private String thoughts() {
        return turn.thoughts().stream().map(Piece::text).collect(Collectors.joining());
    }

    private ObjectNode reasoning(String text) {
        ObjectNode item = Json.object().put("id", id("rs_")).put("type", "reasoning");
        ArrayNode summary = item.putArray("summary");
        if (summed && !text.isEmpty()) {
            summary.addObject().put("type", "summary_text").put("text", text);
        }
        return item;
    }

    /** @param text null while it is not there yet */
    private ObjectNode content(String status, @Nullable String text) {
        if (function != null) {
            return Json.object()
                    .put("id", id("fc_"))
                    .put("type", "function_call")
                    .put("status", status)
                    .put("arguments", text == null ? "" : text)
                    .put("call_id", OpenAiTerms.callId(turn))
                    .put("name", function);
        }
        ObjectNode item =
                Json.object().put("id", id("msg_")).put("type", "message").put("status", status);
        ArrayNode parts = item.put("role", "assistant").putArray("content");
        if (text != null) {
            parts.add(textPart(text));
        }
        return item;
    }

    private ObjectNode textPart(String text) {
        if (refused) {
            return Json.object().put("type", "refusal").put("refusal", text);
        }
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        part.putArray("annotations");
        return part;
    }

    private String part(String type, int number, String text) {
        return delta(type, number, contentPlace().set("part", textPart(text)));
    }

    private ObjectNode contentPlace() {
        ObjectNode place = place(function != null ? "fc_" : "msg_", contentIndex());
        return function != null ? place : place.put("content_index", 0);
    }

    private ObjectNode place(String prefix, int index) {
        return Json.object().put("item_id", id(prefix)).put("output_index", index);
    }

    private String id(String prefix) {
        return prefix + turn.answerId().substring("resp_".length());
    }

    private static String item(String type, int number, int index, ObjectNode item) {
        return delta(type, number, Json.object().put("output_index", index).set("item", item));
    }

    private static String delta(String type, int number, ObjectNode fields) {
        ObjectNode event = Json.object().put("type", type).put("sequence_number", number);
        event.setAll(fields);
        return "event: " + type + "\ndata: " + event + "\n\n";
    }
}
