package dev.taximeter.emulator;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's {@code /v1/responses}. Its stream is made of named events with ascending numbers, and ends with one of three
 * of them, or with an error, never with {@code [DONE]}. Thoughts are hidden, or summed up where the request asks so.
 */
final class ResponsesWire implements Wire {
    private static final int TOKENS_A_MESSAGE = 4;
    private static final int TOKENS_OF_PRIMING = 3;

    private final @Nullable String onlyModel;
    private final Tokens tokens;

    ResponsesWire(@Nullable String onlyModel, Tokens tokens) {
        this.onlyModel = onlyModel;
        this.tokens = tokens;
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        OpenAiTerms.require(incoming, "v1/responses");
        Body body = Body.parse(incoming.body());
        String model = OpenAiTerms.model(body, onlyModel);
        List<Body.Message> messages = body.find("input").isString()
                ? List.of(new Body.Message("user", body.string("input").orElse("")))
                : body.messages("input");
        String instructions = body.string("instructions").orElse("");
        int promptTokens = TOKENS_OF_PRIMING + (instructions.isEmpty() ? 0 : TOKENS_A_MESSAGE);
        promptTokens += tokens.count(instructions);
        for (Body.Message message : messages) {
            promptTokens += TOKENS_A_MESSAGE + tokens.count(message.text());
        }
        return new Ask(
                incoming.path(),
                body,
                model,
                instructions,
                instructions + "\n" + Body.Message.transcript(messages),
                Body.Message.lastWords(messages),
                promptTokens,
                body.tokens("max_output_tokens"),
                form(body),
                body.flag("stream", false),
                true,
                body.flag("stream_options", "include_obfuscation", true));
    }

    private static AnswerForm form(Body body) throws Refused {
        String named = body.find("tool_choice", "name").asString("");
        boolean required = body.find("tool_choice").asString("").equals("required");
        for (JsonNode tool : body.find("tools")) {
            String name = tool.path("name").asString("");
            if (required || (!named.isEmpty() && name.equals(named))) {
                return new AnswerForm.ToolCall(name, tool.path("parameters"));
            }
        }
        return switch (body.find("text", "format", "type").asString("text")) {
            case "text" -> AnswerForm.TEXT;
            case "json_object" -> new AnswerForm.AnyJson();
            case "json_schema" -> new AnswerForm.SchemaJson(body.find("text", "format", "schema"));
            default -> throw Body.bad("text.format", "text.format: must be text, json_object or json_schema.");
        };
    }

    @Override
    public String requestId(Noise noise) {
        return OpenAiTerms.requestId(noise);
    }

    @Override
    public String answerId(Noise noise) {
        return "resp_" + noise.hex(48);
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        OpenAiTerms.describe(headers, situation);
    }

    @Override
    public String opening(Turn turn) {
        ResponseItems items = new ResponseItems(turn);
        String start = event("response.created", 0, "response", ResponseItems.response(turn, "in_progress", null))
                + event("response.in_progress", 1, "response", ResponseItems.response(turn, "in_progress", null));
        return start + (turn.thoughts().isEmpty() ? items.contentBegins() : items.thoughtsBegin());
    }

    @Override
    public String thought(Turn turn, Piece piece) {
        return new ResponseItems(turn).thought(piece);
    }

    @Override
    public String afterThoughts(Turn turn) {
        ResponseItems items = new ResponseItems(turn);
        return items.thoughtsEnd() + items.contentBegins();
    }

    @Override
    public String content(Turn turn, Piece piece) {
        return new ResponseItems(turn).content(piece);
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        ResponseItems items = new ResponseItems(turn);
        String reason = ResponseItems.incomplete(turn);
        String status = reason == null ? "completed" : "incomplete";
        return items.contentEnds() + event("response." + status, items.last(), "response", items.whole(status, reason));
    }

    /** A server that fails says so in a last event of its own kind; one that is overloaded sends a bare error. */
    @Override
    public String errorFrame(Fault fault, String requestId) {
        String code = OpenAiTerms.code(fault) == null ? OpenAiTerms.type(fault) : OpenAiTerms.code(fault);
        if (fault.kind() == Fault.Kind.SERVER_ERROR) {
            ObjectNode response = Json.object().put("object", "response").put("status", "failed");
            response.putObject("error").put("code", code).put("message", fault.message());
            return event("response.failed", ResponseItems.FAR, "response", response);
        }
        ObjectNode error = Json.object().put("type", "error").put("sequence_number", ResponseItems.FAR);
        error.put("code", code).put("message", fault.message()).put("param", fault.param());
        return "event: error\ndata: " + error + "\n\n";
    }

    @Override
    public String end() {
        return "";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        String reason = ResponseItems.incomplete(turn);
        return new ResponseItems(turn)
                .whole(reason == null ? "completed" : "incomplete", reason)
                .toString();
    }

    @Override
    public int status(Fault fault) {
        return OpenAiTerms.status(fault);
    }

    @Override
    public String fault(Fault fault, String requestId) {
        return OpenAiTerms.fault(fault);
    }

    @Override
    public String samplePath() {
        return "v1/responses";
    }

    @Override
    public String sampleBody(boolean stream) {
        return """
            {"model":"m","max_output_tokens":8,"stream":%s,"store":false,"instructions":"Be brief.",\
            "input":[{"role":"user","content":"Hello?"}]}\
            """.formatted(stream);
    }

    /** An event with one object. */
    static String event(String type, int number, String name, ObjectNode value) {
        ObjectNode event = Json.object().put("type", type).put("sequence_number", number);
        return "event: " + type + "\ndata: " + event.set(name, value) + "\n\n";
    }
}
