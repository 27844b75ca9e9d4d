package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google's Gemini: {@code generateContent} and {@code streamGenerateContent?alt=sse}. Lines end with CR LF, every frame
 * tells the usage so far, thoughts are counted beside the answer, and nothing marks the end but the end.
 */
final class GeminiWire implements Wire {
    private static final Pattern PATH =
            Pattern.compile("v1beta/models/([^/:]+):(generateContent|streamGenerateContent)");
    /** What the format adds to a message; assumption: cl100k_base is not Gemini's tokenizer anyway. */
    private static final int TOKENS_A_MESSAGE = 1;

    private final @Nullable String onlyModel;
    private final Tokens tokens;

    GeminiWire(@Nullable String onlyModel, Tokens tokens) {
        this.onlyModel = onlyModel;
        this.tokens = tokens;
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        Matcher path = PATH.matcher(incoming.path());
        incoming.requirePost(path.matches());
        incoming.requireKey("x-goog-api-key", "Authorization");
        String model = path.group(1);
        if (onlyModel != null && !onlyModel.equals(model)) {
            throw new Refused(Fault.Kind.UNKNOWN_MODEL, "models/… is not found; the emulated one is " + onlyModel);
        }
        boolean stream = path.group(2).startsWith("stream");
        if (stream && !incoming.query().getOrDefault("alt", List.of()).contains("sse")) {
            throw Body.bad("alt", "the emulator streams with alt=sse only, not as a JSON array");
        }
        Body body = Body.parse(incoming.body());
        String instructions = text(body.find("systemInstruction"));
        List<Body.Message> messages = messages(body);
        int promptTokens = tokens.count(instructions);
        for (Body.Message message : messages) {
            promptTokens += TOKENS_A_MESSAGE + tokens.count(message.text());
        }
        JsonNode limit = body.find("generationConfig", "maxOutputTokens");
        return new Ask(
                incoming.path(),
                body,
                model,
                instructions,
                instructions + "\n" + Body.Message.transcript(messages),
                Body.Message.lastWords(messages),
                promptTokens,
                limit.isInt() && limit.intValue() > 0 ? OptionalInt.of(limit.intValue()) : OptionalInt.empty(),
                form(body),
                stream,
                true,
                false);
    }

    private static List<Body.Message> messages(Body body) throws Refused {
        List<Body.Message> messages = new ArrayList<>();
        for (JsonNode content : body.find("contents")) {
            messages.add(new Body.Message(content.path("role").asString("user"), text(content)));
        }
        if (messages.isEmpty()) {
            throw Body.bad("contents", "* GenerateContentRequest.contents: contents is not specified");
        }
        return messages;
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder();
        content.path("parts").forEach(part -> text.append(part.path("text").asString("")));
        return text.toString();
    }

    private static AnswerForm form(Body body) {
        JsonNode function =
                body.find("tools").path(0).path("functionDeclarations").path(0);
        if (!function.isMissingNode()) {
            JsonNode schema = function.has("parametersJsonSchema")
                    ? function.path("parametersJsonSchema")
                    : function.path("parameters");
            return new AnswerForm.ToolCall(function.path("name").asString(""), schema);
        }
        for (String field : List.of("responseJsonSchema", "responseSchema")) {
            JsonNode schema = body.find("generationConfig", field);
            if (schema.isObject()) {
                return new AnswerForm.SchemaJson(schema);
            }
        }
        String type = body.find("generationConfig", "responseMimeType").asString("");
        return type.equals("application/json") ? new AnswerForm.AnyJson() : AnswerForm.TEXT;
    }

    @Override
    public String requestId(Noise noise) {
        return noise.alphanumeric(22);
    }

    @Override
    public String answerId(Noise noise) {
        return noise.alphanumeric(22);
    }

    /** Google tells no id of requests; the emulator's stamps are found by it. */
    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        HostedTerms.describe(headers, situation);
        headers.set("Server", "scaffolding on HTTPServer2");
        headers.set("Server-Timing", "gfet4t7; dur=" + situation.elapsedNanos() / 1_000_000);
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    /** Nothing is said before the first thought or word. */
    @Override
    public String opening(Turn turn) {
        return "";
    }

    @Override
    public String thought(Turn turn, Piece piece) {
        ObjectNode part = Json.object().put("text", piece.text()).put("thought", true);
        return event(response(turn, part, null, 0, piece.tokensSoFar()));
    }

    /** A function's arguments are an object, and come whole. */
    @Override
    public String content(Turn turn, Piece piece) {
        int thoughts = turn.usage().reasoningTokens();
        if (!(turn.ask().form() instanceof AnswerForm.ToolCall tool)) {
            ObjectNode part = Json.object().put("text", piece.text());
            return event(response(turn, part, null, piece.tokensSoFar(), thoughts));
        }
        return piece.index() == 0
                ? event(response(turn, functionCall(tool, turn), null, piece.tokensSoFar(), thoughts))
                : "";
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        return event(last(turn, Json.object().put("text", "")));
    }

    @Override
    public String errorFrame(Fault fault, String requestId) {
        return "data: " + fault(fault, requestId) + "\r\n\r\n";
    }

    @Override
    public String end() {
        return "";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        ObjectNode part = turn.ask().form() instanceof AnswerForm.ToolCall tool
                ? functionCall(tool, turn)
                : Json.object().put("text", turn.completion().text());
        return last(turn, part).toString();
    }

    @Override
    public int status(Fault fault) {
        return switch (fault.kind()) {
            case BAD_REQUEST, UNPROCESSABLE, UNAUTHORISED, PROMPT_FILTERED -> 400;
            case FORBIDDEN -> 403;
            case UNKNOWN_PATH, UNKNOWN_MODEL -> 404;
            case CONFLICT -> 409;
            case RATE_LIMITED, TOKENS_LIMITED, TOO_LARGE, SLOW_DOWN, QUOTA_EXHAUSTED, SPEND_LIMIT -> 429;
            case SERVER_ERROR -> 500;
            case OVERLOADED -> 503;
            case TIMED_OUT -> 504;
        };
    }

    @Override
    public String fault(Fault fault, String requestId) {
        String status = switch (fault.kind()) {
            case BAD_REQUEST, UNPROCESSABLE, UNAUTHORISED, PROMPT_FILTERED -> "INVALID_ARGUMENT";
            case FORBIDDEN -> "PERMISSION_DENIED";
            case CONFLICT -> "ABORTED";
            case TIMED_OUT -> "DEADLINE_EXCEEDED";
            case UNKNOWN_PATH, UNKNOWN_MODEL -> "NOT_FOUND";
            case RATE_LIMITED, TOKENS_LIMITED, TOO_LARGE, SLOW_DOWN, QUOTA_EXHAUSTED, SPEND_LIMIT ->
                "RESOURCE_EXHAUSTED";
            case SERVER_ERROR -> "INTERNAL";
            case OVERLOADED -> "UNAVAILABLE";
        };
        String words = fault.kind() == Fault.Kind.UNAUTHORISED
                ? "API key not valid. Please pass a valid API key. " + fault.message()
                : fault.message();
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error")
                .put("code", status(fault))
                .put("message", words)
                .put("status", status);
        fault.retryAfterNanos()
                .ifPresent(nanos -> error.putArray("details")
                        .addObject()
                        .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                        .put("retryDelay", nanos / 1_000_000_000 + "s"));
        return body.toString();
    }

    /** An answer without candidates. */
    @Override
    public Optional<String> blocked(Ask ask, String answerId) {
        ObjectNode response = Json.object();
        response.putObject("promptFeedback").put("blockReason", "PROHIBITED_CONTENT");
        response.putObject("usageMetadata")
                .put("promptTokenCount", ask.promptTokens())
                .put("totalTokenCount", ask.promptTokens());
        response.put("modelVersion", ask.model()).put("responseId", answerId);
        return Optional.of(ask.stream() ? event(response) : response.toString());
    }

    /** It has no word for declining, and one for all quotas. */
    @Override
    public Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return switch (fault) {
            case REFUSAL -> Outcome.Kind.OK;
            case QUOTA_EXHAUSTED, SPEND_LIMIT -> Outcome.Kind.RATE_LIMITED;
            default -> fault.expected(streamed);
        };
    }

    @Override
    public String samplePath() {
        return "v1beta/models/m:streamGenerateContent?alt=sse";
    }

    @Override
    public String sampleBody(boolean stream) {
        return """
            {"contents":[{"role":"user","parts":[{"text":"Hello?"}]}],"generationConfig":{"maxOutputTokens":8}}\
            """;
    }

    private static ObjectNode functionCall(AnswerForm.ToolCall tool, Turn turn) {
        ObjectNode part = Json.object();
        part.putObject("functionCall")
                .put("name", tool.name())
                .set("args", Json.leniently(turn.completion().text()));
        return part;
    }

    private static ObjectNode last(Turn turn, ObjectNode part) {
        String reason = switch (turn.completion().finish()) {
            case STOP, REFUSED -> "STOP";
            case LENGTH -> "MAX_TOKENS";
            case FILTERED -> "SAFETY";
        };
        return response(
                turn, part, reason, turn.usage().visibleTokens(), turn.usage().reasoningTokens());
    }

    private static ObjectNode response(
            Turn turn, ObjectNode part, @Nullable String finishReason, int candidates, int thoughts) {
        ObjectNode response = Json.object();
        ObjectNode candidate = response.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content");
        content.putArray("parts").add(part);
        content.put("role", "model");
        if (finishReason != null) {
            candidate.put("finishReason", finishReason);
        }
        candidate.put("index", 0);
        response.set("usageMetadata", usage(turn, candidates, thoughts));
        return response.put("modelVersion", turn.ask().model()).put("responseId", turn.answerId());
    }

    private static ObjectNode usage(Turn turn, int candidates, int thoughts) {
        int input = turn.usage().inputTokens();
        ObjectNode usage = Json.object().put("promptTokenCount", input);
        if (candidates > 0) {
            usage.put("candidatesTokenCount", candidates);
        }
        usage.put("totalTokenCount", input + candidates + thoughts);
        if (turn.usage().cacheReadTokens() > 0) {
            usage.put("cachedContentTokenCount", turn.usage().cacheReadTokens());
        }
        if (thoughts > 0) {
            usage.put("thoughtsTokenCount", thoughts);
        }
        return usage;
    }

    private static String event(ObjectNode response) {
        return "data: " + response + "\r\n\r\n";
    }
}
