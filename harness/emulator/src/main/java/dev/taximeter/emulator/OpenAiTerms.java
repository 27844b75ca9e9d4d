package dev.taximeter.emulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What OpenAI calls things, in every one of its formats and in those that copy them. */
final class OpenAiTerms {
    private OpenAiTerms() {}

    static int status(Fault fault) {
        return switch (fault.kind()) {
            case BAD_REQUEST, PROMPT_FILTERED -> 400;
            case UNAUTHORISED -> 401;
            case UNKNOWN_PATH, UNKNOWN_MODEL -> 404;
            case RATE_LIMITED, TOKENS_LIMITED, TOO_LARGE, SLOW_DOWN, QUOTA_EXHAUSTED -> 429;
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
            case UNAUTHORISED, BAD_REQUEST, UNKNOWN_PATH, UNKNOWN_MODEL, PROMPT_FILTERED -> "invalid_request_error";
            case RATE_LIMITED -> "requests";
            case TOKENS_LIMITED, TOO_LARGE -> "tokens";
            case SLOW_DOWN -> "rate_limit_error";
            case QUOTA_EXHAUSTED -> "insufficient_quota";
            case SERVER_ERROR -> "server_error";
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
            case OVERLOADED -> "server_is_overloaded";
            case BAD_REQUEST, SERVER_ERROR -> null;
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
