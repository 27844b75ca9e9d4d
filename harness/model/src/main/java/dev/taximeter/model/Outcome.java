package dev.taximeter.model;

import java.util.OptionalInt;

/**
 * How a request ended. A failed request is data, never an exception.
 *
 * @param kind from a closed list
 * @param httpStatus the status line's code; empty when none came
 * @param detail the server's or the client's words, without secrets, at most 500 characters; empty when there are none
 */
public record Outcome(Kind kind, OptionalInt httpStatus, String detail) {
    private static final int DETAIL_LIMIT = 500;

    public Outcome {
        if (detail.length() > DETAIL_LIMIT) {
            detail = detail.substring(0, DETAIL_LIMIT - 1) + "…";
        }
    }

    /** A whole answer under this HTTP status. */
    public static Outcome ok(int httpStatus) {
        return new Outcome(Kind.OK, OptionalInt.of(httpStatus), "");
    }

    /** An ending that no HTTP status belongs to; also the good one of a call in the process. */
    public static Outcome of(Kind kind, String detail) {
        return new Outcome(kind, OptionalInt.empty(), detail);
    }

    /** An ending after a status line. */
    public static Outcome of(Kind kind, int httpStatus, String detail) {
        return new Outcome(kind, OptionalInt.of(httpStatus), detail);
    }

    /** Whether a whole answer came. */
    public boolean isOk() {
        return kind == Kind.OK;
    }

    /** The kinds of ending. */
    public enum Kind {
        /** A whole answer. */
        OK("ok", false),
        /** 429 that passes when one waits. */
        RATE_LIMITED("rate limited", true),
        /** 429, 400 or 402 that no waiting mends: the money or the quota is spent. */
        QUOTA_EXHAUSTED("quota exhausted", false),
        /** 503 or 529, or another status with the words for it: the vendor has too much to do. */
        OVERLOADED("overloaded", true),
        /** The vendor's filter blocked the prompt or the answer. */
        CONTENT_FILTERED("content filtered", false),
        /** The model declined. */
        REFUSED("refused", false),
        /** 401 or 403. */
        AUTH("authentication failed", false),
        /** 404 or 410. */
        NOT_FOUND("not found", false),
        /** Another 4xx, or a redirect, which is never followed. */
        BAD_REQUEST("bad request", false),
        /** Another 5xx, or a 408, 409, 424 or 425, which pass as well. */
        SERVER_ERROR("server error", true),
        /** No connection could be made. */
        CONNECT_FAILED("connect failed", true),
        /** The limit passed before the status line. */
        TIMEOUT_BEFORE_HEADERS("timeout before headers", true),
        /** The limit passed between the status line and the first content. */
        TIMEOUT_BEFORE_FIRST_TOKEN("timeout before first token", true),
        /** The limit passed after the first content. */
        TIMEOUT_MID_STREAM("timeout mid-stream", true),
        /** The connection broke. */
        RESET("connection reset", true),
        /** The stream or body is not what the dialect allows. */
        MALFORMED("malformed answer", false),
        /** The stream ended without the dialect's end. */
        TRUNCATED("truncated stream", true),
        /** The server reported an error inside a stream that began well. */
        ERROR_IN_STREAM("error in stream", true),
        /** We stopped it: the drain ended or the user interrupted. */
        CANCELLED("cancelled", false),
        /**
         * It never was: an earlier turn of its conversation had failed, so that there was nothing to go on from; or the budget
         * did not reach for it.
         */
        NOT_SENT("not sent", false),
        /** A local model failed. */
        LOCAL_FAILURE("local failure", false);

        private final String label;
        private final boolean retryable;

        Kind(String label, boolean retryable) {
            this.label = label;
            this.retryable = retryable;
        }

        /** How reports call it. */
        public String label() {
            return label;
        }

        /** Whether the same request may well succeed later. */
        public boolean retryable() {
            return retryable;
        }
    }
}
