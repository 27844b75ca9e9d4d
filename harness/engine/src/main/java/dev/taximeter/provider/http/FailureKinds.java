package dev.taximeter.provider.http;

import dev.taximeter.model.Outcome.Kind;
import java.util.Set;

/** What a status other than 2xx, or an error inside a stream, means, as far as the vendors agree. */
final class FailureKinds {
    /** OpenAI's and Anthropic's words for spent money; no waiting mends them. */
    private static final Set<String> QUOTA = Set.of(
            "insufficient_quota",
            "credit_balance_exhausted",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded",
            "organization_usage_limit_exceeded",
            "billing_hard_limit_reached",
            "billing_error");

    /** The vendors' words for too much to do, which some send with other codes than 503 or 529. */
    private static final Set<String> OVERLOAD = Set.of("overloaded", "overloaded_error", "server_is_overloaded");

    private FailureKinds() {}

    static Kind of(int status, ErrorBody error) {
        if (says(QUOTA, error)) {
            return Kind.QUOTA_EXHAUSTED;
        }
        return switch (status) {
            case 400 -> error.says("content_filter") ? Kind.CONTENT_FILTERED : Kind.BAD_REQUEST;
            case 401, 403 -> Kind.AUTH;
            case 402 -> Kind.QUOTA_EXHAUSTED;
            case 404, 410 -> Kind.NOT_FOUND;
            case 408, 409, 424, 425 -> Kind.SERVER_ERROR;
            case 429 -> rateLimit(error);
            case 503, 529 -> Kind.OVERLOADED;
            default -> status >= 500 ? serverError(error) : Kind.BAD_REQUEST;
        };
    }

    /** An error that is reported in a stream that began well. */
    static Kind inStream(ErrorBody error) {
        if (says(QUOTA, error)) {
            return Kind.QUOTA_EXHAUSTED;
        }
        return error.says("content_filter") ? Kind.CONTENT_FILTERED : Kind.ERROR_IN_STREAM;
    }

    private static boolean says(Set<String> words, ErrorBody error) {
        return (error.code() != null && words.contains(error.code()))
                || (error.type() != null && words.contains(error.type()));
    }

    private static Kind serverError(ErrorBody error) {
        return says(OVERLOAD, error) ? Kind.OVERLOADED : Kind.SERVER_ERROR;
    }

    /** One request above the whole limit has the code of a rate limit and yet never succeeds. */
    private static Kind rateLimit(ErrorBody error) {
        if (error.mentions("request too large")) {
            return Kind.BAD_REQUEST;
        }
        return error.mentions("high demand") || says(OVERLOAD, error) ? Kind.OVERLOADED : Kind.RATE_LIMITED;
    }
}
