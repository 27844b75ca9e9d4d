package dev.taximeter.emulator;

import org.jspecify.annotations.Nullable;

/**
 * Why a request gets no answer. Each {@link Wire} gives it the vendor's status, names and form.
 *
 * @param kind what went wrong
 * @param message for the client; never holds what the client sent but a field's name
 * @param param the field of the request that is at fault; null when none is
 */
record Fault(Kind kind, String message, @Nullable String param) {

    /** The kinds that every vendor has, under names of its own. */
    enum Kind {
        UNAUTHORISED,
        BAD_REQUEST,
        UNKNOWN_PATH,
        UNKNOWN_MODEL,
        RATE_LIMITED,
        SERVER_ERROR,
        OVERLOADED
    }

    Fault(Kind kind, String message) {
        this(kind, message, null);
    }

    static Fault unknownPath() {
        return new Fault(Kind.UNKNOWN_PATH, "This address is not one that the emulated vendor serves.");
    }

    static Fault rateLimited() {
        return new Fault(
                Kind.RATE_LIMITED,
                "Rate limit reached in organization org-emulated on requests per min (RPM): "
                        + "Limit 10000, Used 10000, Requested 1. Please try again in 1s.");
    }

    static Fault serverError() {
        return new Fault(Kind.SERVER_ERROR, "The emulated server failed, as its profile asks for now and then.");
    }

    static Fault overloaded() {
        return new Fault(Kind.OVERLOADED, "The emulated server is overloaded, as its profile asks for now and then.");
    }
}
