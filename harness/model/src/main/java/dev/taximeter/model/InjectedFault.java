package dev.taximeter.model;

import dev.taximeter.model.Outcome.Kind;
import java.util.Locale;

/**
 * What an emulated vendor can do to a request on purpose. Each names the ending that a client must report, so that a
 * run with faults is its own test: whatever is off the diagonal of fault against outcome is the client's mistake. Those
 * that end in {@link Kind#OK} are odd but legal ways to send a good answer.
 */
public enum InjectedFault {
    /** 429 with a wait, as if the requests of this minute were used up. */
    RATE_LIMITED(Kind.RATE_LIMITED),
    /** 429 because the offered rate grew too steeply. */
    SLOW_DOWN(Kind.RATE_LIMITED),
    /** 429 that no waiting mends: the money or the quota is spent. */
    QUOTA_EXHAUSTED(Kind.QUOTA_EXHAUSTED),
    /** The limit that the account's owner set is reached: 429, or 400 where the vendor has it look like a wrong request. */
    SPEND_LIMIT(Kind.QUOTA_EXHAUSTED),
    /** 500. */
    SERVER_ERROR(Kind.SERVER_ERROR),
    /** 408, or what the vendor has for it: the server waited too long for the request or for its own model. */
    REQUEST_TIMEOUT(Kind.SERVER_ERROR),
    /** 409: another request holds what this one needs. */
    CONFLICT(Kind.SERVER_ERROR),
    /** 503, or 529 where the vendor uses it. */
    OVERLOADED(Kind.OVERLOADED),
    /** 502 from a gateway: a page of HTML. */
    HTML_502(Kind.SERVER_ERROR),
    /** 504 from a gateway that waited in vain: a page of HTML. */
    HTML_504(Kind.SERVER_ERROR),
    /** 401. */
    UNAUTHORISED(Kind.AUTH),
    /** 403: the key is good, and not for this. */
    FORBIDDEN(Kind.AUTH),
    /** 404. */
    NOT_FOUND(Kind.NOT_FOUND),
    /** 422, or what the vendor has for it: well formed, and yet of no use to the server. */
    UNPROCESSABLE(Kind.BAD_REQUEST),
    /** The vendor's filter refuses the prompt with 400. */
    PROMPT_FILTERED(Kind.CONTENT_FILTERED),
    /** The vendor's filter cuts the answer short. */
    ANSWER_FILTERED(Kind.CONTENT_FILTERED),
    /** The model declines. */
    REFUSAL(Kind.REFUSED),
    /** The connection is reset before the status line. */
    RESET_BEFORE_HEADERS(Kind.RESET),
    /** The connection is reset in the middle of the answer. */
    RESET_MID_STREAM(Kind.RESET),
    /** The body ends well as HTTP goes, before the dialect's end. */
    EARLY_END(Kind.TRUNCATED),
    /** The connection is closed in an orderly way in the middle of the body. */
    HANG_UP(Kind.TRUNCATED),
    /** Nothing is ever sent. */
    STALL_BEFORE_HEADERS(Kind.TIMEOUT_BEFORE_HEADERS),
    /** Headers and opening frames, then nothing. */
    STALL_BEFORE_FIRST_TOKEN(Kind.TIMEOUT_BEFORE_FIRST_TOKEN),
    /** Half of the answer, then nothing. */
    STALL_MID_STREAM(Kind.TIMEOUT_MID_STREAM),
    /** An error frame in the middle of the stream, then the dialect's end as if all were well. */
    ERROR_THEN_END(Kind.ERROR_IN_STREAM),
    /** An error frame in the middle of the stream, then the end of the body. */
    ERROR_THEN_EOF(Kind.ERROR_IN_STREAM),
    /** A frame in the middle of the stream is not JSON. */
    MALFORMED_FRAME(Kind.MALFORMED),
    /** Frames are cut inside a character, and sent in two pieces. */
    SPLIT_CHARACTERS(Kind.OK),
    /** Comment lines come before the first frame. */
    COMMENT_PINGS(Kind.OK),
    /** Lines end with CR LF. */
    CRLF(Kind.OK),
    /** Two frames arrive at once. */
    TWO_FRAMES_AT_ONCE(Kind.OK),
    /** Every byte is sent on its own. */
    BYTE_BY_BYTE(Kind.OK),
    /** Usage is told more than once, and the last time counts; only Anthropic's streams have a way to. */
    USAGE_IN_STEPS(Kind.OK),
    /** Status and headers are held back until the first content. */
    LATE_HEADERS(Kind.OK);

    private final Kind expected;

    InjectedFault(Kind expected) {
        this.expected = expected;
    }

    /**
     * How a client must report a request that this happened to.
     *
     * @param streamed whether the answer was to come in frames. One that comes whole has no first token before its last
     *     byte, and no frame of its own for an error
     */
    public Kind expected(boolean streamed) {
        return !streamed && this == STALL_MID_STREAM ? Kind.TIMEOUT_BEFORE_FIRST_TOKEN : expected;
    }

    /** As profile files and reports write it, e.g. {@code reset-mid-stream}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
