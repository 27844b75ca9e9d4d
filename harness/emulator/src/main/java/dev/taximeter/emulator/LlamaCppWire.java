package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * llama.cpp's {@code /v1/chat/completions}. A ping comes before any data; the first frame's content is null; with
 * {@code return_progress} frames tell how far the prompt is read; the last frame tells times.
 */
final class LlamaCppWire implements Wire {
    private static final String PING = ":\n\n";
    private static final String BUILD = "b7000-emulated";

    private final @Nullable String onlyModel;
    private final Tokens tokens;

    LlamaCppWire(@Nullable String onlyModel, Tokens tokens) {
        this.onlyModel = onlyModel;
        this.tokens = tokens;
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        Ask ask = HostedTerms.chat(incoming, onlyModel, tokens);
        return ask.body().tokens("n_predict").isPresent() ? ask.upTo(ask.body().tokens("n_predict")) : ask;
    }

    @Override
    public String requestId(Noise noise) {
        return noise.hex(32);
    }

    @Override
    public String answerId(Noise noise) {
        return "chatcmpl-" + noise.alphanumeric(32);
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        HostedTerms.describe(headers, situation);
        headers.set("Server", "llama.cpp");
    }

    @Override
    public String opening(Turn turn) {
        ObjectNode delta = Json.object().put("role", "assistant").putNull("content");
        return PING + progress(turn) + event(frame(turn, delta, null));
    }

    /** The prompt's end is told when it is reached, half of it before. */
    private static String progress(Turn turn) {
        if (!turn.ask().body().find("return_progress").asBoolean(false)) {
            return "";
        }
        int all = turn.usage().inputTokens();
        StringBuilder frames = new StringBuilder();
        for (int processed : new int[] {all / 2, all}) {
            ObjectNode delta = Json.object().put("role", "assistant").putNull("content");
            ObjectNode frame = frame(turn, delta, null);
            frame.putObject("prompt_progress")
                    .put("total", all)
                    .put("cache", turn.usage().cacheReadTokens())
                    .put("processed", processed)
                    .put("time_ms", 0);
            frames.append(event(frame));
        }
        return frames.toString();
    }

    @Override
    public String thought(Turn turn, Piece piece) {
        return event(frame(turn, Json.object().put("reasoning_content", piece.text()), null));
    }

    @Override
    public String content(Turn turn, Piece piece) {
        return event(frame(turn, HostedTerms.delta(turn, piece), null));
    }

    /** Times stand beside the usage, or, where none is asked for, beside the reason for the end. */
    @Override
    public String closing(Turn turn, Timeline timeline) {
        ObjectNode finish = frame(turn, Json.object(), HostedTerms.finishReason(turn));
        if (!turn.ask().includeUsage()) {
            return event(finish.set("timings", timings(turn, timeline))) + end();
        }
        ObjectNode usage = Json.object();
        usage.putArray("choices");
        head(usage, turn, "chat.completion.chunk").set("usage", HostedTerms.usage(turn));
        return event(finish) + event(usage.set("timings", timings(turn, timeline))) + end();
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
        ObjectNode body = Json.object();
        ObjectNode choice = body.putArray("choices")
                .addObject()
                .put("finish_reason", HostedTerms.finishReason(turn))
                .put("index", 0);
        ObjectNode message = HostedTerms.message(turn);
        if (!turn.thoughts().isEmpty()) {
            message.put(
                    "reasoning_content",
                    turn.thoughts().stream().map(Piece::text).collect(Collectors.joining()));
        }
        choice.set("message", message);
        head(body, turn, "chat.completion").set("usage", HostedTerms.usage(turn));
        return body.set("timings", timings(turn, timeline)).toString();
    }

    @Override
    public int status(Fault fault) {
        return HostedTerms.status(fault);
    }

    /** The server is busy only while it loads its model; later, requests wait in silence. */
    @Override
    public String fault(Fault fault, String requestId) {
        String type = switch (fault.kind()) {
            case BAD_REQUEST, UNPROCESSABLE, PROMPT_FILTERED -> "invalid_request_error";
            case UNAUTHORISED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case UNKNOWN_PATH, UNKNOWN_MODEL -> "not_found_error";
            case RATE_LIMITED, TOKENS_LIMITED, TOO_LARGE, SLOW_DOWN, QUOTA_EXHAUSTED, SPEND_LIMIT -> "rate_limit_error";
            case SERVER_ERROR, TIMED_OUT, CONFLICT -> "server_error";
            case OVERLOADED -> "unavailable_error";
        };
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("code", status(fault))
                .put("message", fault.kind() == Fault.Kind.OVERLOADED ? "Loading model" : fault.message())
                .put("type", type);
        return body.toString();
    }

    @Override
    public Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return HostedTerms.expected(fault, streamed);
    }

    @Override
    public Optional<String> health(String path) {
        return path.equals("health") || path.equals("v1/health")
                ? Optional.of("{\"status\":\"ok\"}")
                : Optional.empty();
    }

    @Override
    public String samplePath() {
        return "v1/chat/completions";
    }

    private static ObjectNode frame(Turn turn, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode frame = Json.object();
        frame.putArray("choices")
                .addObject()
                .put("finish_reason", finishReason)
                .put("index", 0)
                .set("delta", delta);
        return head(frame, turn, "chat.completion.chunk");
    }

    private static ObjectNode head(ObjectNode frame, Turn turn, String object) {
        return frame.put("created", turn.createdSeconds())
                .put("id", turn.answerId())
                .put("model", turn.ask().model())
                .put("system_fingerprint", BUILD)
                .put("object", object);
    }

    private static String event(ObjectNode frame) {
        return "data: " + frame + "\n\n";
    }

    /** Of the emulator's own true times. */
    private static ObjectNode timings(Turn turn, Timeline timeline) {
        int read = turn.usage().inputTokens() - turn.usage().cacheReadTokens();
        int written = turn.usage().outputTokens();
        double promptMs = HostedTerms.millis(timeline.prefillNanos());
        double predictedMs = HostedTerms.millis(timeline.decodeNanos());
        return Json.object()
                .put("cache_n", turn.usage().cacheReadTokens())
                .put("prompt_n", read)
                .put("prompt_ms", promptMs)
                .put("prompt_per_token_ms", promptMs / Math.max(1, read))
                .put("prompt_per_second", promptMs == 0 ? 0 : read / promptMs * 1e3)
                .put("predicted_n", written)
                .put("predicted_ms", predictedMs)
                .put("predicted_per_token_ms", predictedMs / Math.max(1, written))
                .put("predicted_per_second", predictedMs == 0 ? 0 : written / predictedMs * 1e3);
    }
}
