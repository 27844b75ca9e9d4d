package dev.taximeter.emulator;

import io.netty.handler.codec.http.HttpHeaders;
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
        return ChatRequest.read(incoming, body, OpenAiTerms.model(body, onlyModel), tokens);
    }

    @Override
    public String requestId(Noise noise) {
        return OpenAiTerms.requestId(noise);
    }

    @Override
    public String answerId(Noise noise) {
        return "chatcmpl-" + noise.alphanumeric(29);
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        OpenAiTerms.describe(headers, situation);
    }

    @Override
    public String opening(Turn turn) {
        ObjectNode delta =
                Json.object().put("role", "assistant").put("content", "").putNull("refusal");
        return frame(turn, delta, null);
    }

    @Override
    public String content(Turn turn, Piece piece) {
        return frame(turn, OpenAiTerms.delta(turn, piece), null);
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        String finish = frame(turn, Json.object(), OpenAiTerms.finishReason(turn));
        return finish + (turn.ask().includeUsage() ? usageFrame(turn) : "") + end();
    }

    @Override
    public String errorFrame(Fault fault, String requestId) {
        return "data: " + fault(fault, requestId) + "\n\n";
    }

    @Override
    public String end() {
        return "data: [DONE]\n\n";
    }

    @Override
    public String samplePath() {
        return "v1/chat/completions";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        ObjectNode body = head(turn, "chat.completion", false);
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.set("message", message(turn));
        choice.putNull("logprobs").put("finish_reason", OpenAiTerms.finishReason(turn));
        body.set("usage", usage(turn));
        body.put("service_tier", "default").put("system_fingerprint", fingerprint);
        return body.toString();
    }

    @Override
    public int status(Fault fault) {
        return OpenAiTerms.status(fault);
    }

    @Override
    public String fault(Fault fault, String requestId) {
        return OpenAiTerms.fault(fault);
    }

    private static ObjectNode message(Turn turn) {
        ObjectNode message = Json.object().put("role", "assistant");
        OpenAiTerms.words(message, turn);
        message.putArray("annotations");
        return message;
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
        Usage used = turn.usage();
        ObjectNode usage = Json.object()
                .put("prompt_tokens", used.inputTokens())
                .put("completion_tokens", used.outputTokens())
                .put("total_tokens", used.inputTokens() + used.outputTokens());
        usage.putObject("prompt_tokens_details")
                .put("cached_tokens", used.cacheReadTokens())
                .put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", used.reasoningTokens())
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }
}
