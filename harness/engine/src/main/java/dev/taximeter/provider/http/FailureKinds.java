package dev.taximeter.provider.http;

import dev.taximeter.model.Outcome.Kind;
import java.util.Set;

/** What a status other than 2xx means, as far as the vendors agree. */
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

    private FailureKinds() {}

    static Kind of(int status, ErrorBody error) {
        if (isQuota(error)) {
            return Kind.QUOTA_EXHAUSTED;
        }
        return switch (status) {
            case 400 -> error.says("content_filter") ? Kind.CONTENT_FILTERED : Kind.BAD_REQUEST;
            case 401, 403 -> Kind.AUTH;
            case 402 -> Kind.QUOTA_EXHAUSTED;
            case 404 -> Kind.NOT_FOUND;
            case 429 -> rateLimit(error);
            case 503, 529 -> Kind.OVERLOADED;
            default -> status >= 500 ? Kind.SERVER_ERROR : Kind.BAD_REQUEST;
        };
    }

    private static boolean isQuota(ErrorBody error) {
        return (error.code() != null && QUOTA.contains(error.code()))
                || (error.type() != null && QUOTA.contains(error.type()));
    }

    /** One request above the whole limit has the code of a rate limit and yet never succeeds. */
    private static Kind rateLimit(ErrorBody error) {
        return error.mentions("request too large") ? Kind.BAD_REQUEST : Kind.RATE_LIMITED;
    }
}
