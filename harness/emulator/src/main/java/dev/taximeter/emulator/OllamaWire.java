package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ollama's own {@code /api/chat}: a JSON object a line, streamed unless the request says no. The last line is done, and
 * tells counts and times in nanoseconds; an error is a line too.
 */
final class OllamaWire implements Wire {
    private final @Nullable String onlyModel;
    private final Tokens tokens;

    OllamaWire(@Nullable String onlyModel, Tokens tokens) {
        this.onlyModel = onlyModel;
        this.tokens = tokens;
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        Body body = HostedTerms.body(incoming, incoming.path().equals(samplePath()));
        JsonNode limit = body.find("options", "num_predict");
        return ChatRequest.read(incoming, body, OpenAiTerms.model(body, onlyModel), form(body), tokens)
                .upTo(limit.isInt() && limit.intValue() > 0 ? OptionalInt.of(limit.intValue()) : OptionalInt.empty())
                .streamed(body.flag("stream", true));
    }

    /** A tool that is offered is used here, so that there is something to see. */
    private static AnswerForm form(Body body) {
        JsonNode tool = body.find("tools").path(0).path("function");
        if (!tool.isMissingNode()) {
            return new AnswerForm.ToolCall(tool.path("name").asString(""), tool.path("parameters"));
        }
        JsonNode format = body.find("format");
        if (format.isObject()) {
            return new AnswerForm.SchemaJson(format);
        }
        return format.asString("").equals("json") ? new AnswerForm.AnyJson() : AnswerForm.TEXT;
    }

    @Override
    public String requestId(Noise noise) {
        return noise.hex(32);
    }

    /** Ollama gives its answers none. */
    @Override
    public String answerId(Noise noise) {
        return "";
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        HostedTerms.describe(headers, situation);
    }

    @Override
    public String streamType() {
        return "application/x-ndjson";
    }

    /** Nothing is said before the first token. */
    @Override
    public String opening(Turn turn) {
        return "";
    }

    @Override
    public String thought(Turn turn, Piece piece) {
        return line(turn, message("").put("thinking", piece.text()));
    }

    /** A tool's arguments are an object, and come whole. */
    @Override
    public String content(Turn turn, Piece piece) {
        if (!(turn.ask().form() instanceof AnswerForm.ToolCall)) {
            return line(turn, message(piece.text()));
        }
        return piece.index() == 0 ? line(turn, toolCall(turn)) : "";
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        ObjectNode last = head(turn);
        last.set("message", message(""));
        return end(last, turn, timeline) + "\n";
    }

    @Override
    public String errorFrame(Fault fault, String requestId) {
        return fault(fault, requestId) + "\n";
    }

    @Override
    public String end() {
        return "";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        ObjectNode message = turn.ask().form() instanceof AnswerForm.ToolCall
                ? toolCall(turn)
                : message(turn.completion().text());
        if (!turn.thoughts().isEmpty()) {
            message.put("thinking", turn.thoughts().stream().map(Piece::text).collect(Collectors.joining()));
        }
        ObjectNode body = head(turn);
        body.set("message", message);
        return end(body, turn, timeline).toString();
    }

    @Override
    public int status(Fault fault) {
        return HostedTerms.status(fault);
    }

    @Override
    public String fault(Fault fault, String requestId) {
        String words = fault.kind() == Fault.Kind.OVERLOADED
                ? "server busy, please try again. maximum pending requests exceeded"
                : fault.message();
        return Json.object().put("error", words).toString();
    }

    @Override
    public Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return HostedTerms.expected(fault, streamed);
    }

    @Override
    public String samplePath() {
        return "api/chat";
    }

    private static ObjectNode head(Turn turn) {
        return Json.object()
                .put("model", turn.ask().model())
                .put("created_at", Instant.ofEpochSecond(turn.createdSeconds()).toString());
    }

    private static ObjectNode message(String text) {
        return Json.object().put("role", "assistant").put("content", text);
    }

    private static ObjectNode toolCall(Turn turn) {
        ObjectNode message = message("");
        if (turn.ask().form() instanceof AnswerForm.ToolCall tool) {
            message.putArray("tool_calls")
                    .addObject()
                    .putObject("function")
                    .put("name", tool.name())
                    .set("arguments", Json.leniently(turn.completion().text()));
        }
        return message;
    }

    private static String line(Turn turn, ObjectNode message) {
        ObjectNode line = head(turn);
        line.set("message", message);
        return line.put("done", false) + "\n";
    }

    /** Of the emulator's own true times. */
    private static ObjectNode end(ObjectNode line, Turn turn, Timeline timeline) {
        boolean cutOff = turn.completion().finish() == Completion.Finish.LENGTH;
        return line.put("done_reason", cutOff ? "length" : "stop")
                .put("done", true)
                .put("total_duration", timeline.lastNanos())
                .put("load_duration", 0)
                .put("prompt_eval_count", turn.usage().inputTokens())
                .put("prompt_eval_duration", timeline.prefillNanos())
                .put("eval_count", turn.usage().outputTokens())
                .put("eval_duration", timeline.decodeNanos());
    }
}
