package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Amazon Bedrock's {@code Converse} and {@code ConverseStream}. Requests are signed, or bear a key; a stream is AWS's
 * binary frames. Until they are packed, a frame is a line: its event's name, a space and its payload; an exception's
 * name has a mark in front.
 */
final class BedrockWire implements Wire {
    private static final Pattern PATH = Pattern.compile("model/(.+)/(converse|converse-stream)");
    private static final String EXCEPTION = "!";
    /** What the format adds to a message; assumption: the models behind it have tokenizers of their own anyway. */
    private static final int TOKENS_A_MESSAGE = 4;

    private static final int MOST_PADDING = 24;

    private final @Nullable String onlyModel;
    private final Tokens tokens;

    BedrockWire(@Nullable String onlyModel, Tokens tokens) {
        this.onlyModel = onlyModel;
        this.tokens = tokens;
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        Matcher path = PATH.matcher(incoming.path());
        incoming.requirePost(path.matches());
        AwsSignature.require(incoming);
        String model = path.group(1);
        if (onlyModel != null && !onlyModel.equals(model)) {
            throw new Refused(
                    Fault.Kind.UNKNOWN_MODEL,
                    "The provided model identifier is invalid; the emulated one is " + onlyModel + ".");
        }
        Body body = Body.parse(incoming.body());
        List<Body.Message> messages = messages(body);
        String instructions = texts(body.find("system"));
        int promptTokens = tokens.count(instructions);
        for (Body.Message message : messages) {
            promptTokens += TOKENS_A_MESSAGE + tokens.count(message.text());
        }
        JsonNode limit = body.find("inferenceConfig", "maxTokens");
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
                path.group(2).equals("converse-stream"),
                true,
                true);
    }

    private static List<Body.Message> messages(Body body) throws Refused {
        List<Body.Message> messages = new ArrayList<>();
        for (JsonNode message : body.find("messages")) {
            messages.add(new Body.Message(message.path("role").asString(""), texts(message.path("content"))));
        }
        if (messages.isEmpty()) {
            throw Body.bad("messages", "The messages field is required and must hold at least one message.");
        }
        return messages;
    }

    private static String texts(JsonNode blocks) {
        StringBuilder text = new StringBuilder();
        blocks.forEach(block -> text.append(block.path("text").asString("")));
        return text.toString();
    }

    private static AnswerForm form(Body body) {
        JsonNode tool = body.find("toolConfig", "tools").path(0).path("toolSpec");
        return tool.isMissingNode()
                ? AnswerForm.TEXT
                : new AnswerForm.ToolCall(
                        tool.path("name").asString(""), tool.path("inputSchema").path("json"));
    }

    @Override
    public String requestId(Noise noise) {
        return noise.uuid();
    }

    @Override
    public String answerId(Noise noise) {
        return "tooluse_" + noise.alphanumeric(22);
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        headers.set("x-amzn-requestid", situation.requestId());
    }

    /** An error's name stands in a header only. */
    @Override
    public void describeFault(HttpHeaders headers, Fault fault) {
        String name = exception(fault);
        headers.set("x-amzn-errortype", Character.toUpperCase(name.charAt(0)) + name.substring(1));
    }

    @Override
    public String streamType() {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    public byte[] packed(String frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        frames.lines().forEach(line -> {
            int space = line.indexOf(' ');
            bytes.writeBytes(packed(line.substring(0, space), line.substring(space + 1)));
        });
        return bytes.toByteArray();
    }

    private static byte[] packed(String name, String payload) {
        boolean exception = name.startsWith(EXCEPTION);
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(
                exception ? ":exception-type" : ":event-type",
                HeaderValue.fromString(exception ? name.substring(EXCEPTION.length()) : name));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        headers.put(":message-type", HeaderValue.fromString(exception ? "exception" : "event"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Message(headers, payload.getBytes(StandardCharsets.UTF_8)).encode(bytes);
        return bytes.toByteArray();
    }

    @Override
    public String opening(Turn turn) {
        String start = frame(turn, "messageStart", Json.object().put("role", "assistant"));
        return turn.thoughts().isEmpty() ? start + blockStart(turn) : start;
    }

    /** A text's block begins with its first words; only a tool's has a frame that begins it. */
    private static String blockStart(Turn turn) {
        if (!(turn.ask().form() instanceof AnswerForm.ToolCall tool)) {
            return "";
        }
        ObjectNode block = Json.object().put("contentBlockIndex", contentIndex(turn));
        block.putObject("start")
                .putObject("toolUse")
                .put("toolUseId", turn.answerId())
                .put("name", tool.name());
        return frame(turn, "contentBlockStart", block);
    }

    @Override
    public String thought(Turn turn, Piece piece) {
        ObjectNode delta = Json.object();
        delta.putObject("reasoningContent").put("text", piece.text());
        return delta(turn, 0, delta);
    }

    @Override
    public String afterThoughts(Turn turn) {
        ObjectNode delta = Json.object();
        delta.putObject("reasoningContent").put("signature", turn.noise().alphanumeric(40));
        return delta(turn, 0, delta)
                + frame(turn, "contentBlockStop", Json.object().put("contentBlockIndex", 0))
                + blockStart(turn);
    }

    @Override
    public String content(Turn turn, Piece piece) {
        ObjectNode delta = Json.object();
        if (turn.ask().form() instanceof AnswerForm.ToolCall) {
            delta.putObject("toolUse").put("input", piece.text());
        } else {
            delta.put("text", piece.text());
        }
        return delta(turn, contentIndex(turn), delta);
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        ObjectNode metadata = Json.object();
        metadata.set("usage", usage(turn));
        metadata.putObject("metrics").put("latencyMs", timeline.lastNanos() / 1_000_000);
        return frame(turn, "contentBlockStop", Json.object().put("contentBlockIndex", contentIndex(turn)))
                + frame(turn, "messageStop", Json.object().put("stopReason", stopReason(turn)))
                + frame(turn, "metadata", metadata);
    }

    @Override
    public String errorFrame(Fault fault, String requestId) {
        return EXCEPTION + exception(fault) + " " + fault(fault, requestId) + "\n";
    }

    @Override
    public String end() {
        return "";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        ObjectNode body = Json.object();
        body.putObject("metrics").put("latencyMs", timeline.lastNanos() / 1_000_000);
        ObjectNode message = body.putObject("output").putObject("message");
        ObjectNode block = message.putArray("content").addObject();
        message.put("role", "assistant");
        if (turn.ask().form() instanceof AnswerForm.ToolCall tool) {
            block.putObject("toolUse")
                    .put("toolUseId", turn.answerId())
                    .put("name", tool.name())
                    .set("input", Json.leniently(turn.completion().text()));
        } else {
            block.put("text", turn.completion().text());
        }
        body.put("stopReason", stopReason(turn));
        return body.set("usage", usage(turn)).toString();
    }

    @Override
    public int status(Fault fault) {
        return switch (fault.kind()) {
            case BAD_REQUEST, UNPROCESSABLE, PROMPT_FILTERED, TOO_LARGE, QUOTA_EXHAUSTED, SPEND_LIMIT -> 400;
            case UNAUTHORISED, FORBIDDEN -> 403;
            case UNKNOWN_PATH, UNKNOWN_MODEL -> 404;
            case TIMED_OUT -> 408;
            case CONFLICT -> 424;
            case RATE_LIMITED, TOKENS_LIMITED, SLOW_DOWN -> 429;
            case SERVER_ERROR -> 500;
            case OVERLOADED -> 503;
        };
    }

    @Override
    public String fault(Fault fault, String requestId) {
        return Json.object().put("message", fault.message()).toString();
    }

    private static String exception(Fault fault) {
        return switch (fault.kind()) {
            case BAD_REQUEST, UNPROCESSABLE, PROMPT_FILTERED, TOO_LARGE -> "validationException";
            case QUOTA_EXHAUSTED, SPEND_LIMIT -> "serviceQuotaExceededException";
            case UNAUTHORISED, FORBIDDEN -> "accessDeniedException";
            case UNKNOWN_PATH, UNKNOWN_MODEL -> "resourceNotFoundException";
            case RATE_LIMITED, TOKENS_LIMITED, SLOW_DOWN -> "throttlingException";
            case TIMED_OUT -> "modelTimeoutException";
            case CONFLICT -> "modelErrorException";
            case SERVER_ERROR -> "internalServerException";
            case OVERLOADED -> "serviceUnavailableException";
        };
    }

    /** A guardrail answers in the place of the model; a prompt that it dislikes is no error. */
    @Override
    public Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return fault == InjectedFault.PROMPT_FILTERED ? Outcome.Kind.BAD_REQUEST : fault.expected(streamed);
    }

    @Override
    public String samplePath() {
        return "model/m/converse-stream";
    }

    @Override
    public String sampleBody(boolean stream) {
        return """
            {"messages":[{"role":"user","content":[{"text":"Hello?"}]}],"inferenceConfig":{"maxTokens":8}}\
            """;
    }

    /** Thoughts are a block of their own before the content. */
    private static int contentIndex(Turn turn) {
        return turn.thoughts().isEmpty() ? 0 : 1;
    }

    private static String delta(Turn turn, int index, ObjectNode delta) {
        ObjectNode payload = Json.object().put("contentBlockIndex", index);
        return frame(turn, "contentBlockDelta", payload.set("delta", delta));
    }

    /** With padding of random length, as the vendor adds it. */
    private static String frame(Turn turn, String event, ObjectNode payload) {
        Noise noise = turn.noise();
        return event + " " + payload.put("p", noise.alphanumeric(noise.upTo(MOST_PADDING))) + "\n";
    }

    /** Cached tokens stand beside the input, and in the sum. */
    private static ObjectNode usage(Turn turn) {
        Usage used = turn.usage();
        return Json.object()
                .put("inputTokens", used.uncachedTokens())
                .put("outputTokens", used.outputTokens())
                .put("totalTokens", used.inputTokens() + used.outputTokens())
                .put("cacheReadInputTokens", used.cacheReadTokens())
                .put("cacheWriteInputTokens", used.cacheWriteTokens());
    }

    private static String stopReason(Turn turn) {
        return switch (turn.completion().finish()) {
            case STOP -> turn.ask().form() instanceof AnswerForm.ToolCall ? "tool_use" : "end_turn";
            case LENGTH -> "max_tokens";
            case FILTERED -> "content_filtered";
            case REFUSED -> "refusal";
        };
    }
}
