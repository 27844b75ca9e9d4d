package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hugging Face TGI: {@code /v1/chat/completions}, and its own {@code /generate} and {@code /generate_stream}. There is no
 * space after {@code data:}; an error is a string; whole answers tell times in headers. Its own stream has a frame a
 * token and no end but the details of its last one.
 */
final class TgiWire implements Wire {
    private static final String MODEL_OF_GENERATE = "the-only-one";

    private final boolean chat;
    private final @Nullable String onlyModel;
    private final Tokens tokens;

    /** @param chat whether it is asked in messages; else a text is continued */
    TgiWire(boolean chat, @Nullable String onlyModel, Tokens tokens) {
        this.chat = chat;
        this.onlyModel = onlyModel;
        this.tokens = tokens;
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        if (chat) {
            Body body = HostedTerms.body(incoming, incoming.path().equals("v1/chat/completions"));
            String model = OpenAiTerms.model(body, onlyModel);
            JsonNode format = body.find("response_format");
            return format.has("value")
                    ? ChatRequest.read(incoming, body, model, grammar(format), tokens)
                    : ChatRequest.read(incoming, body, model, tokens);
        }
        boolean stream = incoming.path().equals("generate_stream");
        Body body = HostedTerms.body(incoming, stream || incoming.path().equals("generate"));
        JsonNode limit = body.find("parameters", "max_new_tokens");
        return HostedTerms.text(
                        incoming,
                        body,
                        MODEL_OF_GENERATE,
                        body.string("inputs").orElseThrow(() -> Body.bad("inputs", "missing field `inputs`")),
                        limit.isInt() && limit.intValue() > 0 ? OptionalInt.of(limit.intValue()) : OptionalInt.empty(),
                        grammar(body.find("parameters", "grammar")),
                        tokens)
                .streamed(stream);
    }

    private static AnswerForm grammar(JsonNode grammar) {
        return List.of("json", "json_object").contains(grammar.path("type").asString("")) && grammar.has("value")
                ? new AnswerForm.SchemaJson(grammar.path("value"))
                : AnswerForm.TEXT;
    }

    @Override
    public String requestId(Noise noise) {
        return noise.hex(32);
    }

    /** TGI gives its answers none. */
    @Override
    public String answerId(Noise noise) {
        return "";
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        HostedTerms.describe(headers, situation);
    }

    @Override
    public void describeWhole(HttpHeaders headers, Turn turn, Timeline timeline) {
        long inferenceNanos = timeline.lastNanos() - timeline.queuedNanos();
        headers.set("x-compute-type", "1-emulated");
        headers.set("x-compute-time", inferenceNanos / 1e9);
        headers.set("x-compute-characters", turn.ask().prompt().length());
        headers.set("x-total-time", timeline.lastNanos() / 1_000_000);
        headers.set("x-validation-time", 0);
        headers.set("x-queue-time", timeline.queuedNanos() / 1_000_000);
        headers.set("x-inference-time", inferenceNanos / 1_000_000);
        headers.set(
                "x-time-per-token",
                inferenceNanos / 1_000_000 / Math.max(1, turn.usage().outputTokens()));
        headers.set("x-prompt-tokens", turn.usage().inputTokens());
        headers.set("x-generated-tokens", turn.usage().outputTokens());
    }

    /** Nothing is said before the first token. */
    @Override
    public String opening(Turn turn) {
        return "";
    }

    @Override
    public String content(Turn turn, Piece piece) {
        if (chat) {
            ObjectNode delta = Json.object().put("role", "assistant");
            delta.setAll(HostedTerms.delta(turn, piece));
            return event(frame(turn, delta, null));
        }
        boolean last = piece.index() == turn.completion().pieces().size() - 1 && isCutOff(turn);
        return event(tokenFrame(turn, piece.index() + 1, token(piece.text(), piece.index(), false), last));
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        if (!chat) {
            int frames = turn.completion().pieces().size();
            return endsWithContent(turn) ? "" : event(tokenFrame(turn, frames + 1, token("</s>", frames, true), true));
        }
        ObjectNode delta = Json.object().put("role", "assistant").put("content", "");
        String finish = event(frame(turn, delta, HostedTerms.finishReason(turn)));
        return finish + (turn.ask().includeUsage() ? usageFrame(turn) : "") + end();
    }

    @Override
    public boolean endsWithContent(Turn turn) {
        return !chat && isCutOff(turn) && !turn.completion().pieces().isEmpty();
    }

    /** A text that reached its limit has no mark at its end. */
    private static boolean isCutOff(Turn turn) {
        return turn.completion().finish() == Completion.Finish.LENGTH;
    }

    @Override
    public String errorFrame(Fault fault, String requestId) {
        if (!chat) {
            return event(error(fault));
        }
        ObjectNode error = Json.object();
        error.putObject("error").put("message", fault.message()).put("http_status_code", 422);
        return event(error);
    }

    @Override
    public String end() {
        return chat ? "data:[DONE]\n\n" : "";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        if (chat) {
            ObjectNode body = head(turn, "chat.completion");
            ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
            choice.set("message", HostedTerms.message(turn));
            choice.putNull("logprobs").put("finish_reason", HostedTerms.finishReason(turn));
            return body.set("usage", HostedTerms.usage(turn)).toString();
        }
        ObjectNode body = Json.object().put("generated_text", turn.completion().text());
        ObjectNode details = details(turn);
        details.putArray("prefill");
        for (Piece piece : turn.completion().pieces()) {
            details.withArray("tokens").add(token(piece.text(), piece.index(), false));
        }
        return body.set("details", details).toString();
    }

    @Override
    public int status(Fault fault) {
        return switch (fault.kind()) {
            case BAD_REQUEST, UNPROCESSABLE, PROMPT_FILTERED -> 422;
            case UNAUTHORISED -> 401;
            case FORBIDDEN -> 403;
            case UNKNOWN_PATH, UNKNOWN_MODEL -> 404;
            case TIMED_OUT -> 408;
            case CONFLICT -> 409;
            case RATE_LIMITED, TOKENS_LIMITED, TOO_LARGE, SLOW_DOWN, QUOTA_EXHAUSTED, SPEND_LIMIT, OVERLOADED -> 429;
            case SERVER_ERROR -> 424;
        };
    }

    @Override
    public String fault(Fault fault, String requestId) {
        return error(fault).toString();
    }

    private static ObjectNode error(Fault fault) {
        String type = switch (fault.kind()) {
            case BAD_REQUEST, UNPROCESSABLE, PROMPT_FILTERED -> "validation";
            case UNAUTHORISED -> "unauthorized";
            case FORBIDDEN -> "forbidden";
            case UNKNOWN_PATH, UNKNOWN_MODEL -> "not_found";
            case RATE_LIMITED, TOKENS_LIMITED, TOO_LARGE, SLOW_DOWN, QUOTA_EXHAUSTED, SPEND_LIMIT -> "rate_limited";
            case SERVER_ERROR, TIMED_OUT, CONFLICT -> "generation";
            case OVERLOADED -> "overloaded";
        };
        return Json.object().put("error", fault.message()).put("error_type", type);
    }

    @Override
    public Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return HostedTerms.expected(fault, streamed);
    }

    @Override
    public String samplePath() {
        return chat ? "v1/chat/completions" : "generate_stream";
    }

    @Override
    public String sampleBody(boolean stream) {
        return chat
                ? Wire.super.sampleBody(stream)
                : "{\"inputs\":\"Hello?\",\"parameters\":{\"max_new_tokens\":8,\"details\":true}}";
    }

    private static ObjectNode frame(Turn turn, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode frame = head(turn, "chat.completion.chunk");
        ObjectNode choice = frame.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        return frame.putNull("usage");
    }

    private static String usageFrame(Turn turn) {
        ObjectNode frame = head(turn, "chat.completion.chunk");
        frame.putArray("choices");
        return event(frame.set("usage", HostedTerms.usage(turn)));
    }

    private static ObjectNode head(Turn turn, String object) {
        return Json.object()
                .put("object", object)
                .put("id", turn.answerId())
                .put("created", turn.createdSeconds())
                .put("model", turn.ask().model())
                .put("system_fingerprint", "3.3.6-emulated");
    }

    private static ObjectNode tokenFrame(Turn turn, int index, ObjectNode token, boolean last) {
        ObjectNode frame = Json.object().put("index", index);
        frame.set("token", token);
        if (!last) {
            return frame.putNull("generated_text").putNull("details");
        }
        frame.put("generated_text", turn.completion().text());
        return frame.set(
                "details", details(turn).put("input_length", turn.usage().inputTokens()));
    }

    private static ObjectNode token(String text, int index, boolean special) {
        return Json.object()
                .put("id", special ? 2 : 100 + index)
                .put("text", text)
                .put("logprob", 0)
                .put("special", special);
    }

    private static ObjectNode details(Turn turn) {
        return Json.object()
                .put("finish_reason", isCutOff(turn) ? "length" : "eos_token")
                .put("generated_tokens", turn.usage().outputTokens())
                .putNull("seed");
    }

    private static String event(ObjectNode frame) {
        return "data:" + frame + "\n\n";
    }
}
