package dev.taximeter.emulator;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's {@code /v1/chat/completions}. */
final class OpenAiWire implements Wire {
    private final @Nullable String onlyModel;
    private final Tokens tokens;
    private final String fingerprint;

    OpenAiWire(@Nullable String onlyModel, Tokens tokens, Seed seed) {
        this.onlyModel = onlyModel;
        this.tokens = tokens;
        this.fingerprint = "fp_" + new Noise(seed.branch("fingerprint")).hex(10);
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        incoming.requirePost(incoming.path().equals("v1/chat/completions"));
        incoming.requireKey("Authorization");
        Body body = Body.parse(incoming.body());
        String model = body.string("model").orElseThrow(() -> Body.bad("model", "you must provide a model parameter"));
        if (onlyModel != null && !onlyModel.equals(model)) {
            throw new Refused(
                    Fault.Kind.UNKNOWN_MODEL, "The model does not exist here; the emulated one is " + onlyModel + ".");
        }
        return ChatRequest.read(body, model, tokens);
    }

    @Override
    public String requestId(Noise noise) {
        return "req_" + noise.hex(32);
    }

    @Override
    public String answerId(Noise noise) {
        return "chatcmpl-" + noise.alphanumeric(29);
    }

    @Override
    public void describe(HttpHeaders headers, String requestId, long elapsedNanos) {
        headers.set("openai-organization", "org-emulated");
        headers.set("openai-processing-ms", TimeUnit.NANOSECONDS.toMillis(elapsedNanos));
        headers.set("openai-version", "2020-10-01");
        headers.set("x-ratelimit-limit-requests", "10000");
        headers.set("x-ratelimit-limit-tokens", "2000000");
        headers.set("x-ratelimit-remaining-requests", "9999");
        headers.set("x-ratelimit-remaining-tokens", "1999950");
        headers.set("x-ratelimit-reset-requests", "6ms");
        headers.set("x-ratelimit-reset-tokens", "1ms");
        headers.set("x-request-id", requestId);
    }

    @Override
    public String opening(Turn turn) {
        ObjectNode delta =
                Json.object().put("role", "assistant").put("content", "").putNull("refusal");
        return frame(turn, delta, null);
    }

    @Override
    public String content(Turn turn, String piece) {
        return frame(turn, Json.object().put("content", piece), null);
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        String finish = frame(turn, Json.object(), finishReason(turn));
        return finish + (turn.ask().includeUsage() ? usageFrame(turn) : "") + "data: [DONE]\n\n";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        ObjectNode body = head(turn, "chat.completion", false);
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message")
                .put("role", "assistant")
                .put("content", turn.completion().text())
                .putNull("refusal");
        message.putArray("annotations");
        choice.putNull("logprobs").put("finish_reason", finishReason(turn));
        body.set("usage", usage(turn));
        body.put("service_tier", "default").put("system_fingerprint", fingerprint);
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
            case OVERLOADED -> 503;
        };
    }

    @Override
    public String fault(Fault fault, String requestId) {
        String type = switch (fault.kind()) {
            case UNAUTHORISED, BAD_REQUEST, UNKNOWN_PATH, UNKNOWN_MODEL -> "invalid_request_error";
            case RATE_LIMITED -> "requests";
            case SERVER_ERROR -> "server_error";
            case OVERLOADED -> "service_unavailable_error";
        };
        String code = switch (fault.kind()) {
            case UNAUTHORISED -> "invalid_api_key";
            case UNKNOWN_PATH -> "unknown_url";
            case UNKNOWN_MODEL -> "model_not_found";
            case RATE_LIMITED -> "rate_limit_exceeded";
            case OVERLOADED -> "server_is_overloaded";
            case BAD_REQUEST, SERVER_ERROR -> null;
        };
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", fault.message())
                .put("type", type)
                .put("param", fault.param())
                .put("code", code);
        return body.toString();
    }

    private String frame(Turn turn, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode frame = head(turn, "chat.completion.chunk", true);
        ObjectNode choice = frame.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (turn.ask().includeUsage()) {
            frame.putNull("usage");
        }
        return event(turn, frame);
    }

    private String usageFrame(Turn turn) {
        ObjectNode frame = head(turn, "chat.completion.chunk", true);
        frame.putArray("choices");
        frame.set("usage", usage(turn));
        return event(turn, frame);
    }

    private ObjectNode head(Turn turn, String object, boolean chunk) {
        ObjectNode head = Json.object()
                .put("id", turn.answerId())
                .put("object", object)
                .put("created", turn.createdSeconds())
                .put("model", turn.ask().model());
        return chunk ? head.put("service_tier", "default").put("system_fingerprint", fingerprint) : head;
    }

    private static String event(Turn turn, ObjectNode frame) {
        if (turn.ask().obfuscate()) {
            Noise noise = turn.noise();
            frame.put("obfuscation", noise.alphanumeric(noise.upTo(16)));
        }
        return "data: " + frame + "\n\n";
    }

    private static ObjectNode usage(Turn turn) {
        int prompt = turn.ask().promptTokens();
        int completion = turn.completion().tokens();
        ObjectNode usage = Json.object()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", 0)
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }

    private static String finishReason(Turn turn) {
        return turn.completion().cutOff() ? "length" : "stop";
    }
}
