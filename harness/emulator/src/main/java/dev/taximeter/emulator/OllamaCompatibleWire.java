package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ollama's {@code /v1/chat/completions}. It knows {@code max_tokens} only: {@code max_completion_tokens} is passed over
 * in silence, and the answer has no limit.
 */
final class OllamaCompatibleWire implements Wire {
    private final @Nullable String onlyModel;
    private final Tokens tokens;

    OllamaCompatibleWire(@Nullable String onlyModel, Tokens tokens) {
        this.onlyModel = onlyModel;
        this.tokens = tokens;
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        Ask ask = HostedTerms.chat(incoming, onlyModel, tokens);
        return ask.upTo(ask.body().tokens("max_tokens"));
    }

    @Override
    public String requestId(Noise noise) {
        return noise.hex(32);
    }

    @Override
    public String answerId(Noise noise) {
        return "chatcmpl-" + noise.upTo(999);
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        HostedTerms.describe(headers, situation);
    }

    /** Nothing is said before the first token. */
    @Override
    public String opening(Turn turn) {
        return "";
    }

    @Override
    public String thought(Turn turn, Piece piece) {
        return frame(turn, role("").put("reasoning", piece.text()), null);
    }

    @Override
    public String content(Turn turn, Piece piece) {
        ObjectNode delta = role("");
        delta.setAll(HostedTerms.delta(turn, piece));
        return frame(turn, delta, null);
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        String finish = frame(turn, role(""), HostedTerms.finishReason(turn));
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
    public String whole(Turn turn, Timeline timeline) {
        ObjectNode message = HostedTerms.message(turn);
        if (!turn.thoughts().isEmpty()) {
            message.put("reasoning", turn.thoughts().stream().map(Piece::text).collect(Collectors.joining()));
        }
        ObjectNode body = head(turn, "chat.completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.set("message", message);
        choice.put("finish_reason", HostedTerms.finishReason(turn));
        return body.set("usage", HostedTerms.usage(turn)).toString();
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
        String type = switch (fault.kind()) {
            case BAD_REQUEST, UNPROCESSABLE, PROMPT_FILTERED -> "invalid_request_error";
            case UNKNOWN_PATH, UNKNOWN_MODEL -> "not_found_error";
            case UNAUTHORISED,
                    FORBIDDEN,
                    RATE_LIMITED,
                    TOKENS_LIMITED,
                    TOO_LARGE,
                    SLOW_DOWN,
                    QUOTA_EXHAUSTED,
                    SPEND_LIMIT,
                    TIMED_OUT,
                    CONFLICT,
                    SERVER_ERROR,
                    OVERLOADED -> "api_error";
        };
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", words)
                .put("type", type)
                .putNull("param")
                .putNull("code");
        return body.toString();
    }

    @Override
    public Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return HostedTerms.expected(fault, streamed);
    }

    @Override
    public String samplePath() {
        return "v1/chat/completions";
    }

    private static ObjectNode role(String text) {
        return Json.object().put("role", "assistant").put("content", text);
    }

    private static String frame(Turn turn, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode frame = head(turn, "chat.completion.chunk");
        ObjectNode choice = frame.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return "data: " + frame + "\n\n";
    }

    private static String usageFrame(Turn turn) {
        ObjectNode frame = head(turn, "chat.completion.chunk");
        frame.putArray("choices");
        return "data: " + frame.set("usage", HostedTerms.usage(turn)) + "\n\n";
    }

    private static ObjectNode head(Turn turn, String object) {
        return Json.object()
                .put("id", turn.answerId())
                .put("object", object)
                .put("created", turn.createdSeconds())
                .put("model", turn.ask().model())
                .put("system_fingerprint", "fp_ollama");
    }
}
