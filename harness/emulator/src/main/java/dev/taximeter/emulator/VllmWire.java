package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * vLLM's {@code /v1/chat/completions} and {@code /v1/completions}, started with {@code --enable-per-request-metrics}. What
 * is not set is left out of frames, usage too; with {@code continuous_usage_stats} every frame has it. Errors have a
 * number for a code.
 */
final class VllmWire implements Wire {
    private static final int DEFAULT_MAX_TOKENS = 16;

    private final boolean chat;
    private final @Nullable String onlyModel;
    private final Tokens tokens;

    /** @param chat whether it is asked in messages; else a text is continued */
    VllmWire(boolean chat, @Nullable String onlyModel, Tokens tokens) {
        this.chat = chat;
        this.onlyModel = onlyModel;
        this.tokens = tokens;
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        Body body = HostedTerms.body(incoming, incoming.path().equals(samplePath()));
        String model = OpenAiTerms.model(body, onlyModel);
        JsonNode schema = body.find("structured_outputs", "json");
        if (chat) {
            return schema.isMissingNode()
                    ? ChatRequest.read(incoming, body, model, tokens)
                    : ChatRequest.read(incoming, body, model, new AnswerForm.SchemaJson(schema), tokens);
        }
        return HostedTerms.text(
                incoming,
                body,
                model,
                body.string("prompt").orElseThrow(() -> Body.bad("prompt", "prompt: Field required")),
                OptionalInt.of(body.tokens("max_tokens").orElse(DEFAULT_MAX_TOKENS)),
                schema.isMissingNode() ? AnswerForm.TEXT : new AnswerForm.SchemaJson(schema),
                tokens);
    }

    @Override
    public String requestId(Noise noise) {
        return noise.hex(32);
    }

    @Override
    public String answerId(Noise noise) {
        return (chat ? "chatcmpl-" : "cmpl-") + noise.hex(32);
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        HostedTerms.describe(headers, situation);
    }

    /** A text that goes on has no first frame of its own. */
    @Override
    public String opening(Turn turn) {
        ObjectNode role = Json.object().put("role", "assistant").put("content", "");
        return chat ? frame(turn, choice(role), 0) : "";
    }

    @Override
    public String thought(Turn turn, Piece piece) {
        return chat ? frame(turn, choice(Json.object().put("reasoning", piece.text())), piece.tokensSoFar()) : "";
    }

    @Override
    public String content(Turn turn, Piece piece) {
        ObjectNode choice = chat ? choice(HostedTerms.delta(turn, piece)) : text(piece.text());
        return frame(turn, choice, turn.usage().reasoningTokens() + piece.tokensSoFar());
    }

    /** The frame that ends may carry text too; here it is empty. */
    @Override
    public String closing(Turn turn, Timeline timeline) {
        ObjectNode choice = chat ? choice(Json.object().put("content", "")) : text("");
        choice.put("finish_reason", HostedTerms.finishReason(turn)).putNull("stop_reason");
        String finish = frame(turn, choice, turn.usage().outputTokens());
        return finish + (turn.ask().includeUsage() ? usageFrame(turn, timeline) : "") + end();
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
        ObjectNode body = head(turn, chat ? "chat.completion" : "text_completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        if (chat) {
            choice.set("message", message(turn));
        } else {
            choice.put("text", turn.completion().text());
        }
        choice.putNull("logprobs")
                .put("finish_reason", HostedTerms.finishReason(turn))
                .putNull("stop_reason");
        body.putNull("service_tier").putNull("system_fingerprint");
        body.set("usage", usage(turn, turn.usage().outputTokens()).putNull("prompt_tokens_details"));
        body.putNull("prompt_logprobs").putNull("kv_transfer_params");
        return body.set("metrics", metrics(turn, timeline)).toString();
    }

    @Override
    public int status(Fault fault) {
        return HostedTerms.status(fault);
    }

    @Override
    public String fault(Fault fault, String requestId) {
        String type = switch (fault.kind()) {
            case BAD_REQUEST, PROMPT_FILTERED -> "BadRequestError";
            case UNAUTHORISED -> "AuthenticationError";
            case FORBIDDEN -> "PermissionDeniedError";
            case UNPROCESSABLE -> "UnprocessableEntityError";
            case CONFLICT -> "ConflictError";
            case UNKNOWN_PATH, UNKNOWN_MODEL -> "NotFoundError";
            case RATE_LIMITED, TOKENS_LIMITED, TOO_LARGE, SLOW_DOWN, QUOTA_EXHAUSTED, SPEND_LIMIT -> "RateLimitError";
            case SERVER_ERROR, TIMED_OUT -> "InternalServerError";
            case OVERLOADED -> "ServiceUnavailableError";
        };
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", fault.message())
                .put("type", type)
                .put("param", fault.param())
                .put("code", status(fault));
        return body.toString();
    }

    @Override
    public Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return HostedTerms.expected(fault, streamed);
    }

    @Override
    public String samplePath() {
        return chat ? "v1/chat/completions" : "v1/completions";
    }

    @Override
    public String sampleBody(boolean stream) {
        return chat
                ? Wire.super.sampleBody(stream)
                : "{\"model\":\"m\",\"max_tokens\":8,\"stream\":%s,\"prompt\":\"Hello?\"}".formatted(stream);
    }

    private static ObjectNode message(Turn turn) {
        ObjectNode message = HostedTerms.message(turn);
        if (!turn.thoughts().isEmpty()) {
            message.put("reasoning", turn.thoughts().stream().map(Piece::text).collect(Collectors.joining()));
        }
        return message;
    }

    private static ObjectNode choice(ObjectNode delta) {
        ObjectNode choice = Json.object().put("index", 0);
        choice.set("delta", delta);
        return choice.putNull("logprobs").putNull("finish_reason");
    }

    private static ObjectNode text(String text) {
        return Json.object()
                .put("index", 0)
                .put("text", text)
                .putNull("logprobs")
                .putNull("finish_reason")
                .putNull("stop_reason");
    }

    /** @param outputTokens so far */
    private String frame(Turn turn, ObjectNode choice, int outputTokens) {
        ObjectNode frame = head(turn, chat ? "chat.completion.chunk" : "text_completion");
        frame.putArray("choices").add(choice);
        if (turn.ask().body().find("stream_options", "continuous_usage_stats").asBoolean(false)) {
            frame.set("usage", usage(turn, outputTokens));
        }
        return "data: " + frame + "\n\n";
    }

    private String usageFrame(Turn turn, Timeline timeline) {
        ObjectNode frame = head(turn, chat ? "chat.completion.chunk" : "text_completion");
        frame.putArray("choices");
        frame.set("usage", usage(turn, turn.usage().outputTokens()));
        return "data: " + frame.set("metrics", metrics(turn, timeline)) + "\n\n";
    }

    private static ObjectNode head(Turn turn, String object) {
        return Json.object()
                .put("id", turn.answerId())
                .put("object", object)
                .put("created", turn.createdSeconds())
                .put("model", turn.ask().model());
    }

    private static ObjectNode usage(Turn turn, int outputTokens) {
        int input = turn.usage().inputTokens();
        return Json.object()
                .put("prompt_tokens", input)
                .put("total_tokens", input + outputTokens)
                .put("completion_tokens", outputTokens);
    }

    /** Of the emulator's own true times. */
    private static ObjectNode metrics(Turn turn, Timeline timeline) {
        long tokens = turn.usage().outputTokens();
        double seconds = timeline.decodeNanos() / 1e9;
        return Json.object()
                .put("time_to_first_token_ms", HostedTerms.millis(timeline.firstNanos()))
                .put("generation_time_ms", HostedTerms.millis(timeline.decodeNanos()))
                .put("queue_time_ms", HostedTerms.millis(timeline.queuedNanos()))
                .put("mean_itl_ms", HostedTerms.millis(timeline.decodeNanos() / Math.max(1, tokens - 1)))
                .put("tokens_per_second", seconds == 0 ? 0 : Math.round(tokens / seconds * 1e3) / 1e3);
    }
}
