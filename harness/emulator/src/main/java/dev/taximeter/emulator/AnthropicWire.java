package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Serving;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's {@code /v1/messages}. */
final class AnthropicWire implements Wire {
    /** What the format adds to a message; cl100k_base is not Claude's tokenizer anyway, so this is near, not exact. */
    private static final int TOKENS_A_MESSAGE = 4;

    private static final List<String> LIMITS = List.of("requests", "tokens", "input-tokens", "output-tokens");
    private static final int MOST_PADDING = 16;
    private static final Instant EPOCH = Instant.parse("2023-06-20T00:00:00Z");

    private final @Nullable String onlyModel;
    private final Tokens tokens;

    AnthropicWire(@Nullable String onlyModel, Tokens tokens) {
        this.onlyModel = onlyModel;
        this.tokens = tokens;
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        incoming.requirePost(incoming.path().equals("v1/messages"));
        incoming.requireKey("x-api-key", "Authorization");
        if (!incoming.headers().contains("anthropic-version")) {
            throw Body.bad(null, "anthropic-version: header is required");
        }
        Body body = Body.parse(incoming.body());
        String model = body.string("model").orElseThrow(() -> Body.bad("model", "model: Field required"));
        if (onlyModel != null && !onlyModel.equals(model)) {
            throw new Refused(Fault.Kind.UNKNOWN_MODEL, "model: the emulated one is " + onlyModel);
        }
        OptionalInt maxTokens = body.tokens("max_tokens");
        if (maxTokens.isEmpty()) {
            throw Body.bad("max_tokens", "max_tokens: Field required");
        }
        List<Body.Message> messages = body.messages();
        int promptTokens = tokens.count(body.text("system").orElse(""));
        for (Body.Message message : messages) {
            promptTokens += TOKENS_A_MESSAGE + tokens.count(message.text());
        }
        String system = body.text("system").orElse("");
        return new Ask(
                incoming.path(),
                body,
                model,
                system,
                system + "\n" + Body.Message.transcript(messages),
                Body.Message.lastWords(messages),
                promptTokens,
                maxTokens,
                form(body),
                body.flag("stream", false),
                true,
                true);
    }

    @Override
    public String requestId(Noise noise) {
        return "req_011" + noise.alphanumeric(21);
    }

    @Override
    public String answerId(Noise noise) {
        return "msg_01" + noise.alphanumeric(22);
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        Allowance allowance = situation.allowance();
        headers.set("anthropic-organization-id", "00000000-0000-0000-0000-000000000000");
        for (String limit : LIMITS) {
            boolean requests = limit.equals("requests");
            String prefix = "anthropic-ratelimit-" + limit;
            allowance.set(headers, prefix + "-limit", requests ? allowance.requestsLimit() : allowance.tokensLimit());
            allowance.set(
                    headers,
                    prefix + "-remaining",
                    requests ? allowance.requestsRemaining() : allowance.tokensRemaining());
            allowance.set(
                    headers,
                    prefix + "-reset",
                    reset(requests ? allowance.requestsResetNanos() : allowance.tokensResetNanos()));
        }
        headers.set("request-id", situation.requestId());
        headers.set("x-envoy-upstream-service-time", TimeUnit.NANOSECONDS.toMillis(situation.elapsedNanos()));
    }

    @Override
    public Allowance generous() {
        return new Allowance(Serving.Limits.Headers.TRUE, 400_000, 399_000, 0, 400_000, 399_000, 0);
    }

    @Override
    public String opening(Turn turn) {
        int firstCount =
                Math.min(turn.noise().upTo(5), Math.max(1, turn.completion().tokens()));
        ObjectNode start = Json.object().put("type", "message_start");
        ObjectNode message = start.putObject("message");
        message.put("model", turn.ask().model())
                .put("id", turn.answerId())
                .put("type", "message")
                .put("role", "assistant")
                .putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence").set("usage", usage(turn, firstCount));
        String ping = "event: ping\ndata: {\"type\": \"ping\"}\n\n"; // the one event that is spaced and not padded
        ObjectNode firstBlock = turn.thoughts().isEmpty() ? contentBlock(turn) : thinkingBlock("");
        return event(turn, start) + blockStart(turn, 0, firstBlock) + ping;
    }

    /** A client may ask for the thoughts' signature alone. */
    @Override
    public String thought(Turn turn, Piece piece) {
        return hidesThoughts(turn)
                ? ""
                : delta(turn, 0, Json.object().put("type", "thinking_delta").put("thinking", piece.text()));
    }

    @Override
    public String afterThoughts(Turn turn) {
        return delta(turn, 0, Json.object().put("type", "signature_delta").put("signature", signature(turn)))
                + blockStop(turn, 0)
                + blockStart(turn, 1, contentBlock(turn));
    }

    @Override
    public String content(Turn turn, Piece piece) {
        ObjectNode delta = turn.ask().form() instanceof AnswerForm.ToolCall
                ? Json.object().put("type", "input_json_delta").put("partial_json", piece.text())
                : Json.object().put("type", "text_delta").put("text", piece.text());
        return delta(turn, contentIndex(turn), delta);
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        return blockStop(turn, contentIndex(turn)) + lastWords(turn);
    }

    @Override
    public String closingInSteps(Turn turn, Timeline timeline) {
        String soFar = messageDelta(turn, null, turn.usage().outputTokens() / 2);
        return blockStop(turn, contentIndex(turn)) + soFar + lastWords(turn);
    }

    @Override
    public String errorFrame(Fault fault, String requestId) {
        return "event: error\ndata: " + fault(fault, requestId) + "\n\n";
    }

    @Override
    public String end() {
        return "";
    }

    /** Its filter refuses prompts as it refuses any wrong request, and cuts answers as the model declines. */
    @Override
    public Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        if (fault == InjectedFault.PROMPT_FILTERED) {
            return Outcome.Kind.BAD_REQUEST;
        }
        return fault == InjectedFault.ANSWER_FILTERED ? Outcome.Kind.REFUSED : fault.expected(streamed);
    }

    @Override
    public String samplePath() {
        return "v1/messages";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        ObjectNode body = Json.object()
                .put("model", turn.ask().model())
                .put("id", turn.answerId())
                .put("type", "message")
                .put("role", "assistant");
        ArrayNode blocks = body.putArray("content");
        if (!turn.thoughts().isEmpty()) {
            String thoughts = hidesThoughts(turn)
                    ? ""
                    : turn.thoughts().stream().map(Piece::text).collect(Collectors.joining());
            blocks.add(thinkingBlock(thoughts).put("signature", signature(turn)));
        }
        ObjectNode content = contentBlock(turn);
        blocks.add(
                turn.ask().form() instanceof AnswerForm.ToolCall
                        ? content.set("input", Json.leniently(turn.completion().text()))
                        : content.put("text", turn.completion().text()));
        body.put("stop_reason", stopReason(turn)).putNull("stop_sequence");
        body.set("usage", usage(turn, turn.usage().outputTokens()));
        return body.toString();
    }

    @Override
    public int status(Fault fault) {
        return AnthropicTerms.status(fault);
    }

    @Override
    public String fault(Fault fault, String requestId) {
        return AnthropicTerms.fault(fault, requestId);
    }

    /** The tool that the answer must call, if any: {@code tool_choice} names it, or says {@code any}. */
    private static AnswerForm form(Body body) {
        String named = body.find("tool_choice", "name").asString("");
        boolean any = body.find("tool_choice", "type").asString("").equals("any");
        for (JsonNode tool : body.find("tools")) {
            String name = tool.path("name").asString("");
            if (any || (!named.isEmpty() && name.equals(named))) {
                return new AnswerForm.ToolCall(name, tool.path("input_schema"));
            }
        }
        JsonNode schema = body.find("output_config", "format", "schema");
        return schema.isObject() ? new AnswerForm.SchemaJson(schema) : AnswerForm.TEXT;
    }

    private static boolean hidesThoughts(Turn turn) {
        return turn.ask().body().find("thinking", "display").asString("").equals("omitted");
    }

    private static String lastWords(Turn turn) {
        return messageDelta(turn, stopReason(turn), turn.usage().outputTokens())
                + event(turn, Json.object().put("type", "message_stop"));
    }

    /** @param outputTokens all so far */
    private static String messageDelta(Turn turn, @Nullable String stopReason, int outputTokens) {
        ObjectNode event = Json.object().put("type", "message_delta");
        event.putObject("delta").put("stop_reason", stopReason).putNull("stop_sequence");
        return event(turn, event.set("usage", usage(turn, outputTokens)));
    }

    private static int contentIndex(Turn turn) {
        return turn.thoughts().isEmpty() ? 0 : 1;
    }

    private static ObjectNode contentBlock(Turn turn) {
        if (turn.ask().form() instanceof AnswerForm.ToolCall tool) {
            ObjectNode block = Json.object()
                    .put("type", "tool_use")
                    .put("id", "toolu_" + turn.answerId().substring(4))
                    .put("name", tool.name());
            block.putObject("input");
            return block;
        }
        return Json.object().put("type", "text").put("text", "");
    }

    private static ObjectNode thinkingBlock(String thoughts) {
        return Json.object().put("type", "thinking").put("thinking", thoughts);
    }

    /** Made up; the vendor's says that the thoughts are its own. */
    private static String signature(Turn turn) {
        return "EMULATED" + turn.answerId();
    }

    private static String blockStart(Turn turn, int index, ObjectNode block) {
        return event(
                turn,
                Json.object()
                        .put("type", "content_block_start")
                        .put("index", index)
                        .set("content_block", block));
    }

    private static String blockStop(Turn turn, int index) {
        return event(turn, Json.object().put("type", "content_block_stop").put("index", index));
    }

    private static String delta(Turn turn, int index, ObjectNode delta) {
        return event(
                turn,
                Json.object()
                        .put("type", "content_block_delta")
                        .put("index", index)
                        .set("delta", delta));
    }

    /** RFC 3339, to the second; the emulator knows no date, so that it counts from one of its own. */
    private static String reset(long nanos) {
        return EPOCH.plusSeconds(TimeUnit.NANOSECONDS.toSeconds(nanos)).toString();
    }

    /** Named after its type, with the vendor's random spaces before the last brace. */
    private static String event(Turn turn, ObjectNode event) {
        String json = event.toString();
        String padding = " ".repeat(turn.noise().upTo(MOST_PADDING) - 1);
        String name = event.get("type").stringValue();
        return "event: " + name + "\ndata: " + json.substring(0, json.length() - 1) + padding + "}\n\n";
    }

    private static ObjectNode usage(Turn turn, int outputTokens) {
        Usage used = turn.usage();
        ObjectNode usage = Json.object()
                .put("input_tokens", used.uncachedTokens())
                .put("cache_creation_input_tokens", used.cacheWriteTokens())
                .put("cache_read_input_tokens", used.cacheReadTokens());
        usage.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", used.cacheWriteTokens())
                .put("ephemeral_1h_input_tokens", 0);
        usage.put("output_tokens", outputTokens);
        if (used.reasoningTokens() > 0) {
            usage.putObject("output_tokens_details").put("thinking_tokens", used.reasoningTokens());
        }
        return usage.put("service_tier", "standard").put("inference_geo", "not_available");
    }

    private static String stopReason(Turn turn) {
        return switch (turn.completion().finish()) {
            case STOP -> turn.ask().form() instanceof AnswerForm.ToolCall ? "tool_use" : "end_turn";
            case LENGTH -> "max_tokens";
            case FILTERED, REFUSED -> "refusal";
        };
    }
}
