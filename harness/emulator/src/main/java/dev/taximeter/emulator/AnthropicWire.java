package dev.taximeter.emulator;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's {@code /v1/messages}. */
final class AnthropicWire implements Wire {
    /** What the format adds to a message; cl100k_base is not Claude's tokenizer anyway, so this is near, not exact. */
    private static final int TOKENS_A_MESSAGE = 4;

    private static final List<String> LIMITS = List.of("requests", "tokens", "input-tokens", "output-tokens");
    private static final int MOST_PADDING = 16;

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
        String lastWords = Body.Message.lastWords(messages);
        return new Ask(model, lastWords, promptTokens, maxTokens, body.flag("stream", false), true, true);
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
    public void describe(HttpHeaders headers, String requestId, long elapsedNanos) {
        headers.set("anthropic-organization-id", "00000000-0000-0000-0000-000000000000");
        for (String limit : LIMITS) {
            String prefix = "anthropic-ratelimit-" + limit;
            headers.set(prefix + "-limit", "400000");
            headers.set(prefix + "-remaining", "399000");
            headers.set(prefix + "-reset", "2023-06-20T00:00:00Z");
        }
        headers.set("request-id", requestId);
        headers.set("x-envoy-upstream-service-time", TimeUnit.NANOSECONDS.toMillis(elapsedNanos));
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
        ObjectNode block = Json.object().put("type", "content_block_start").put("index", 0);
        block.putObject("content_block").put("type", "text").put("text", "");
        String ping = "event: ping\ndata: {\"type\": \"ping\"}\n\n"; // the one event that is spaced and not padded
        return event(turn, start) + event(turn, block) + ping;
    }

    @Override
    public String content(Turn turn, String piece) {
        ObjectNode event = Json.object().put("type", "content_block_delta").put("index", 0);
        event.putObject("delta").put("type", "text_delta").put("text", piece);
        return event(turn, event);
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        ObjectNode blockStop = Json.object().put("type", "content_block_stop").put("index", 0);
        ObjectNode delta = Json.object().put("type", "message_delta");
        delta.putObject("delta").put("stop_reason", stopReason(turn)).putNull("stop_sequence");
        delta.set("usage", usage(turn, turn.completion().tokens()));
        return event(turn, blockStop)
                + event(turn, delta)
                + event(turn, Json.object().put("type", "message_stop"));
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        ObjectNode body = Json.object()
                .put("model", turn.ask().model())
                .put("id", turn.answerId())
                .put("type", "message")
                .put("role", "assistant");
        body.putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", turn.completion().text());
        body.put("stop_reason", stopReason(turn)).putNull("stop_sequence");
        body.set("usage", usage(turn, turn.completion().tokens()));
        return body.toString();
    }

    @Override
    public int status(Fault fault) {
        return switch (fault.kind()) {
            case UNAUTHORISED -> 401;
            case BAD_REQUEST -> 400;
            case UNKNOWN_PATH, UNKNOWN_MODEL -> 404;
            case RATE_LIMITED -> 429;
            case SERVER_ERROR -> 500;
            case OVERLOADED -> 529;
        };
    }

    @Override
    public String fault(Fault fault, String requestId) {
        String type = switch (fault.kind()) {
            case UNAUTHORISED -> "authentication_error";
            case BAD_REQUEST -> "invalid_request_error";
            case UNKNOWN_PATH, UNKNOWN_MODEL -> "not_found_error";
            case RATE_LIMITED -> "rate_limit_error";
            case SERVER_ERROR -> "api_error";
            case OVERLOADED -> "overloaded_error";
        };
        ObjectNode body = Json.object().put("type", "error");
        body.putObject("error").put("type", type).put("message", fault.message());
        return body.put("request_id", requestId).toString();
    }

    /** Named after its type, with the vendor's random spaces before the last brace. */
    private static String event(Turn turn, ObjectNode event) {
        String json = event.toString();
        String padding = " ".repeat(turn.noise().upTo(MOST_PADDING) - 1);
        String name = event.get("type").stringValue();
        return "event: " + name + "\ndata: " + json.substring(0, json.length() - 1) + padding + "}\n\n";
    }

    private static ObjectNode usage(Turn turn, int outputTokens) {
        ObjectNode usage = Json.object()
                .put("input_tokens", turn.ask().promptTokens())
                .put("cache_creation_input_tokens", 0)
                .put("cache_read_input_tokens", 0);
        usage.putObject("cache_creation").put("ephemeral_5m_input_tokens", 0).put("ephemeral_1h_input_tokens", 0);
        return usage.put("output_tokens", outputTokens)
                .put("service_tier", "standard")
                .put("inference_geo", "not_available");
    }

    private static String stopReason(Turn turn) {
        return turn.completion().cutOff() ? "max_tokens" : "end_turn";
    }
}
