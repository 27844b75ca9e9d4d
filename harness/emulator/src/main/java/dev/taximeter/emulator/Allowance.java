package dev.taximeter.emulator;

import dev.taximeter.model.Serving;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.TimeUnit;

/**
 * What a client may still ask for, as rate-limit headers tell it.
 *
 * @param shown what headers say of it
 * @param requestsLimit requests a minute
 * @param requestsRemaining of this slice
 * @param requestsResetNanos until all of them are there again
 * @param tokensLimit tokens a minute
 * @param tokensRemaining in the bucket
 * @param tokensResetNanos until the bucket is full
 */
record Allowance(
        Serving.Limits.Headers shown,
        long requestsLimit,
        long requestsRemaining,
        long requestsResetNanos,
        long tokensLimit,
        long tokensRemaining,
        long tokensResetNanos) {
    /** Of a vendor without limits, which sends the headers all the same. */
    static final Allowance GENEROUS =
            new Allowance(Serving.Limits.Headers.TRUE, 10_000, 9_999, 6_000_000, 2_000_000, 1_999_950, 1_000_000);

    /** Sets a rate-limit header as the profile wants it: to this value, to -1, or not at all. */
    void set(HttpHeaders headers, String name, String value) {
        switch (shown) {
            case TRUE -> headers.set(name, value);
            case MINUS_ONE -> headers.set(name, "-1");
            case MISSING -> {}
        }
    }

    void set(HttpHeaders headers, String name, long value) {
        set(headers, name, Long.toString(value));
    }

    /** A duration as Go prints it, and OpenAI with it: {@code 6ms}, {@code 1.5s}, {@code 6m0s}. */
    static String goDuration(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (millis < 1_000) {
            return millis + "ms";
        }
        long minutes = millis / 60_000;
        String seconds = millis % 1_000 == 0
                ? Long.toString(millis % 60_000 / 1_000)
                : Double.toString(millis % 60_000 / 1_000.0);
        return (minutes > 0 ? minutes + "m" : "") + seconds + "s";
    }
}
