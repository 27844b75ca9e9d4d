package dev.taximeter.cost;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.Outcome;

/** Whether a vendor bills the tokens of a call that ended in this way. */
enum Billing {
    /** It does. */
    BILLED,
    /** It does not. */
    FREE,
    /** It may: work was done, or may have been, but no whole answer arrived, and no vendor says plainly what then. */
    UNCLEAR;

    /**
     * Whole answers and refusals are billed. Azure bills prompts and answers that its content filter blocked; of the
     * others nothing is known. Requests that were turned away are free.
     */
    static Billing of(Outcome.Kind kind, String vendor) {
        return switch (kind) {
            case OK, REFUSED -> BILLED;
            case CONTENT_FILTERED -> vendor.equals(Dialect.AZURE_DEPLOYMENT.vendor()) ? BILLED : UNCLEAR;
            case RATE_LIMITED,
                    QUOTA_EXHAUSTED,
                    OVERLOADED,
                    AUTH,
                    NOT_FOUND,
                    BAD_REQUEST,
                    SERVER_ERROR,
                    CONNECT_FAILED,
                    NOT_SENT,
                    LOCAL_FAILURE -> FREE;
            case TIMEOUT_BEFORE_HEADERS,
                    TIMEOUT_BEFORE_FIRST_TOKEN,
                    TIMEOUT_MID_STREAM,
                    RESET,
                    MALFORMED,
                    TRUNCATED,
                    ERROR_IN_STREAM,
                    CANCELLED -> UNCLEAR;
        };
    }
}
