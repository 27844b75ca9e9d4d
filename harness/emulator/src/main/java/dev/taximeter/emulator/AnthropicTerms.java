package dev.taximeter.emulator;

import tools.jackson.databind.node.ObjectNode;

/** What Anthropic calls what goes wrong, in its old format and in its new one. */
final class AnthropicTerms {
    private AnthropicTerms() {}

    /** A spent limit is a wrong request by its status; only the words tell. */
    static int status(Fault fault) {
        return switch (fault.kind()) {
            case BAD_REQUEST, UNPROCESSABLE, PROMPT_FILTERED, SPEND_LIMIT -> 400;
            case UNAUTHORISED -> 401;
            case QUOTA_EXHAUSTED -> 402;
            case FORBIDDEN -> 403;
            case UNKNOWN_PATH, UNKNOWN_MODEL -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case RATE_LIMITED, TOKENS_LIMITED, SLOW_DOWN -> 429;
            case SERVER_ERROR -> 500;
            case TIMED_OUT -> 504;
            case OVERLOADED -> 529;
        };
    }

    /** {@code {"type": "error", "error": {"type", "message"}, "request_id"}}. */
    static String fault(Fault fault, String requestId) {
        String type = switch (fault.kind()) {
            case UNAUTHORISED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case CONFLICT -> "conflict_error";
            case BAD_REQUEST, UNPROCESSABLE, PROMPT_FILTERED, SPEND_LIMIT -> "invalid_request_error";
            case QUOTA_EXHAUSTED -> "billing_error";
            case UNKNOWN_PATH, UNKNOWN_MODEL -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case RATE_LIMITED, TOKENS_LIMITED, SLOW_DOWN -> "rate_limit_error";
            case SERVER_ERROR -> "api_error";
            case TIMED_OUT -> "timeout_error";
            case OVERLOADED -> "overloaded_error";
        };
        ObjectNode body = Json.object().put("type", "error");
        body.putObject("error").put("type", type).put("message", fault.message());
        return body.put("request_id", requestId).toString();
    }
}
