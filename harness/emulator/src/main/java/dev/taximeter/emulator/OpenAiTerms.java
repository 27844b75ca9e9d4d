package dev.taximeter.emulator;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What OpenAI calls things, in every one of its formats and in those that copy them. */
final class OpenAiTerms {
    private OpenAiTerms() {}

    /** The model that the request names. */
    static String model(Body body, @Nullable String onlyModel) throws Refused {
        String model = body.string("model").orElseThrow(() -> Body.bad("model", "you must provide a model parameter"));
        if (onlyModel != null && !onlyModel.equals(model)) {
            throw new Refused(
                    Fault.Kind.UNKNOWN_MODEL, "The model does not exist here; the emulated one is " + onlyModel + ".");
        }
        return model;
    }

    /** Azure serves OpenAI's newer interfaces as they are, under an address of its own and with its own kind of key. */
    static void require(Incoming incoming, String path) throws Refused {
        boolean atAzure = incoming.path().equals("openai/" + path);
        incoming.requirePost(atAzure || incoming.path().equals(path));
        if (atAzure) {
            incoming.requireKey("api-key", "Authorization");
        } else {
            incoming.requireKey("Authorization");
        }
    }

    static String requestId(Noise noise) {
        return "req_" + noise.hex(32);
    }

    static void describe(HttpHeaders headers, Situation situation) {
        Allowance allowance = situation.allowance();
        headers.set("openai-organization", "org-emulated");
        headers.set("openai-processing-ms", TimeUnit.NANOSECONDS.toMillis(situation.elapsedNanos()));
        headers.set("openai-version", "2020-10-01");
        allowance.set(headers, "x-ratelimit-limit-requests", allowance.requestsLimit());
        allowance.set(headers, "x-ratelimit-limit-tokens", allowance.tokensLimit());
        allowance.set(headers, "x-ratelimit-remaining-requests", allowance.requestsRemaining());
        allowance.set(headers, "x-ratelimit-remaining-tokens", allowance.tokensRemaining());
        allowance.set(headers, "x-ratelimit-reset-requests", Allowance.goDuration(allowance.requestsResetNanos()));
        allowance.set(headers, "x-ratelimit-reset-tokens", Allowance.goDuration(allowance.tokensResetNanos()));
        headers.set("x-request-id", situation.requestId());
    }

    static int status(Fault fault) {
        return switch (fault.kind()) {
            case BAD_REQUEST, PROMPT_FILTERED -> 400;
            case UNAUTHORISED -> 401;
            case FORBIDDEN -> 403;
            case UNKNOWN_PATH, UNKNOWN_MODEL -> 404;
            case TIMED_OUT -> 408;
            case CONFLICT -> 409;
            case UNPROCESSABLE -> 422;
            case RATE_LIMITED, TOKENS_LIMITED, TOO_LARGE, SLOW_DOWN, QUOTA_EXHAUSTED, SPEND_LIMIT -> 429;
            case SERVER_ERROR -> 500;
            case OVERLOADED -> 503;
        };
    }

    /** {@code {"error": {"message", "type", "param", "code"}}}. */
    static String fault(Fault fault) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", fault.message())
                .put("type", type(fault))
                .put("param", fault.param())
                .put("code", code(fault));
        return body.toString();
    }

    static String type(Fault fault) {
        return switch (fault.kind()) {
            case UNAUTHORISED,
                    FORBIDDEN,
                    BAD_REQUEST,
                    UNPROCESSABLE,
                    UNKNOWN_PATH,
                    UNKNOWN_MODEL,
                    PROMPT_FILTERED,
                    CONFLICT -> "invalid_request_error";
            case RATE_LIMITED -> "requests";
            case TOKENS_LIMITED, TOO_LARGE -> "tokens";
            case SLOW_DOWN -> "rate_limit_error";
            case QUOTA_EXHAUSTED, SPEND_LIMIT -> "insufficient_quota";
            case SERVER_ERROR, TIMED_OUT -> "server_error";
            case OVERLOADED -> "service_unavailable_error";
        };
    }

    static @Nullable String code(Fault fault) {
        return switch (fault.kind()) {
            case UNAUTHORISED -> "invalid_api_key";
            case UNKNOWN_PATH -> "unknown_url";
            case UNKNOWN_MODEL -> "model_not_found";
            case PROMPT_FILTERED -> "content_filter";
            case RATE_LIMITED, TOKENS_LIMITED, TOO_LARGE -> "rate_limit_exceeded";
            case SLOW_DOWN -> "slow_down";
            case QUOTA_EXHAUSTED -> "insufficient_quota";
            case SPEND_LIMIT -> "organization_spend_limit_exceeded";
            case OVERLOADED -> "server_is_overloaded";
            case BAD_REQUEST, UNPROCESSABLE, FORBIDDEN, TIMED_OUT, CONFLICT, SERVER_ERROR -> null;
        };
    }

    static String finishReason(Turn turn) {
        return switch (turn.completion().finish()) {
            case STOP -> turn.ask().form() instanceof AnswerForm.ToolCall ? "tool_calls" : "stop";
            case REFUSED -> "stop";
            case LENGTH -> "length";
            case FILTERED -> "content_filter";
        };
    }

    /** The id of the tool call, the same in every frame. */
    static String callId(Turn turn) {
        return "call_" + turn.answerId().substring(turn.answerId().length() - 24);
    }

    /** What one frame of content adds: words, a refusal, or arguments of the tool call. */
    static ObjectNode delta(Turn turn, Piece piece) {
        if (turn.completion().finish() == Completion.Finish.REFUSED) {
            return Json.object().put("refusal", piece.text());
        }
        if (turn.ask().form() instanceof AnswerForm.ToolCall tool) {
            ObjectNode delta = Json.object();
            ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
            if (piece.index() == 0) {
                call.put("id", callId(turn)).put("type", "function");
                call.putObject("function").put("name", tool.name()).put("arguments", piece.text());
            } else {
                call.putObject("function").put("arguments", piece.text());
            }
            return delta;
        }
        return Json.object().put("content", piece.text());
    }

    /** The message's {@code content} and {@code refusal}, or its tool call. */
    static void words(ObjectNode message, Turn turn) {
        String text = turn.completion().text();
        if (turn.completion().finish() == Completion.Finish.REFUSED) {
            message.putNull("content").put("refusal", text);
        } else if (turn.ask().form() instanceof AnswerForm.ToolCall tool) {
            message.putNull("content").putNull("refusal");
            ObjectNode call = message.putArray("tool_calls").addObject();
            call.put("id", callId(turn)).put("type", "function");
            call.putObject("function").put("name", tool.name()).put("arguments", text);
        } else {
            message.put("content", text).putNull("refusal");
        }
    }
}
