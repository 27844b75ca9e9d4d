package dev.taximeter.emulator;

import dev.taximeter.model.Outcome;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Why a request gets no answer. Each {@link Wire} gives it the vendor's status, names and form.
 *
 * @param kind what went wrong
 * @param message for the client; never holds what the client sent but a field's name
 * @param param the field of the request that is at fault; null when none is
 * @param retryAfterNanos when the same request may succeed; empty when that is not known
 */
record Fault(Kind kind, String message, @Nullable String param, OptionalLong retryAfterNanos) {

    /** The kinds that every vendor has, under names of its own. */
    enum Kind {
        UNAUTHORISED(Outcome.Kind.AUTH),
        /** The key is not for this. */
        FORBIDDEN(Outcome.Kind.AUTH),
        BAD_REQUEST(Outcome.Kind.BAD_REQUEST),
        /** Well formed, and of no use. */
        UNPROCESSABLE(Outcome.Kind.BAD_REQUEST),
        UNKNOWN_PATH(Outcome.Kind.NOT_FOUND),
        UNKNOWN_MODEL(Outcome.Kind.NOT_FOUND),
        /** The filter blocked the prompt. */
        PROMPT_FILTERED(Outcome.Kind.CONTENT_FILTERED),
        /** Too many requests. */
        RATE_LIMITED(Outcome.Kind.RATE_LIMITED),
        /** Too many tokens. */
        TOKENS_LIMITED(Outcome.Kind.RATE_LIMITED),
        /** One request above the whole limit: it never succeeds. */
        TOO_LARGE(Outcome.Kind.BAD_REQUEST),
        /** Load grew too steeply. */
        SLOW_DOWN(Outcome.Kind.RATE_LIMITED),
        /** The money is spent. */
        QUOTA_EXHAUSTED(Outcome.Kind.QUOTA_EXHAUSTED),
        /** No more is to be spent, as the account's owner wished. */
        SPEND_LIMIT(Outcome.Kind.QUOTA_EXHAUSTED),
        /** The server waited too long. */
        TIMED_OUT(Outcome.Kind.SERVER_ERROR),
        /** Another request is in the way. */
        CONFLICT(Outcome.Kind.SERVER_ERROR),
        SERVER_ERROR(Outcome.Kind.SERVER_ERROR),
        OVERLOADED(Outcome.Kind.OVERLOADED);

        private final Outcome.Kind expected;

        Kind(Outcome.Kind expected) {
            this.expected = expected;
        }

        /** How a client must report it. */
        Outcome.Kind expected() {
            return expected;
        }
    }

    Fault(Kind kind, String message, @Nullable String param) {
        this(kind, message, param, OptionalLong.empty());
    }

    Fault(Kind kind, String message) {
        this(kind, message, null);
    }

    static Fault unknownPath() {
        return new Fault(Kind.UNKNOWN_PATH, "This address is not one that the emulated vendor serves.");
    }

    static Fault unknownModel() {
        return new Fault(Kind.UNKNOWN_MODEL, "The emulated vendor does not find the model, as its profile asks for.");
    }

    static Fault unauthorised() {
        return new Fault(Kind.UNAUTHORISED, "The emulated vendor takes no key, as its profile asks for now and then.");
    }

    static Fault forbidden() {
        return new Fault(
                Kind.FORBIDDEN, "The emulated vendor does not allow this, as its profile asks for now and then.");
    }

    static Fault unprocessable() {
        return new Fault(
                Kind.UNPROCESSABLE,
                "The emulated vendor can do nothing with this, as its profile asks for now and then.");
    }

    static Fault promptFiltered() {
        return new Fault(
                Kind.PROMPT_FILTERED,
                "The response was filtered due to the prompt triggering the content management policy.",
                "prompt");
    }

    /** Of a server that is not ready yet. */
    static Fault loading() {
        return new Fault(Kind.OVERLOADED, "Loading model");
    }

    static Fault rateLimited() {
        return new Fault(
                Kind.RATE_LIMITED,
                "Rate limit reached in organization org-emulated on requests per min (RPM): "
                        + "Limit 10000, Used 10000, Requested 1. Please try again in 1s.",
                null,
                OptionalLong.of(TimeUnit.SECONDS.toNanos(1)));
    }

    static Fault slowDown(long retryAfterNanos) {
        return new Fault(
                Kind.SLOW_DOWN,
                "Your request rate grew too fast. Reduce it, keep it steady for a while, then raise it slowly.",
                null,
                OptionalLong.of(retryAfterNanos));
    }

    static Fault quotaExhausted() {
        return new Fault(
                Kind.QUOTA_EXHAUSTED, "You exceeded your current quota, please check your plan and billing details.");
    }

    /** In Anthropic's words: by them alone a client can tell it from a wrong request. */
    static Fault spendLimit() {
        return new Fault(Kind.SPEND_LIMIT, "You have reached your specified API usage limits.");
    }

    static Fault timedOut() {
        return new Fault(Kind.TIMED_OUT, "The emulated server waited too long, as its profile asks for now and then.");
    }

    static Fault conflict() {
        return new Fault(
                Kind.CONFLICT,
                "The emulated server was held up by another request, as its profile asks for now and then.");
    }

    static Fault serverError() {
        return new Fault(Kind.SERVER_ERROR, "The emulated server failed, as its profile asks for now and then.");
    }

    static Fault overloaded() {
        return new Fault(Kind.OVERLOADED, "The emulated server is overloaded, as its profile asks for now and then.");
    }
}
