package dev.taximeter.emulator;

import dev.taximeter.model.Serving.Limits;
import dev.taximeter.model.Serving.Ramp;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests as vendors do: so many a slice, so many tokens out of a bucket that fills up steadily, and no steeper
 * growth than allowed. A request that is turned away uses nothing up. Times are those since the start. Thread-safe.
 */
final class Limiter {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Limits limits;
    private long slice;
    private long inSlice;
    private double bucketTokens;
    private long bucketNanos;
    private long window;
    private double windowTokens;
    private double lastWindowTokens;

    Limiter(Limits limits) {
        this.limits = limits;
        this.bucketTokens = limits.tokensPerMinute().orElse(0);
    }

    /**
     * Takes what the request needs, or says why not.
     *
     * @param inputTokens of the prompt
     * @param outputTokens the most that the answer may have
     */
    synchronized Optional<Fault> admit(int inputTokens, int outputTokens, long nowNanos) {
        settle(nowNanos);
        Fault refusal = tooSteep(inputTokens, nowNanos);
        if (refusal == null) {
            refusal = tooManyRequests(nowNanos);
        }
        if (refusal == null) {
            refusal = tooManyTokens(inputTokens + outputTokens);
        }
        if (refusal == null) {
            inSlice++;
            bucketTokens -= inputTokens + outputTokens;
            windowTokens += inputTokens;
        }
        return Optional.ofNullable(refusal);
    }

    /** What is left. */
    synchronized Allowance allowance(long nowNanos) {
        settle(nowNanos);
        long requests = limits.requestsPerMinute().orElse(0);
        long tokens = limits.tokensPerMinute().orElse(0);
        return new Allowance(
                limits.headers(),
                requests,
                requests == 0 ? 0 : allowedIn(slice) - inSlice,
                requests == 0 ? 0 : (slice + 1) * limits.sliceNanos() - nowNanos,
                tokens,
                (long) Math.max(0, bucketTokens),
                tokens == 0 ? 0 : fillNanos(tokens - bucketTokens));
    }

    private void settle(long nowNanos) {
        long nowSlice = nowNanos / limits.sliceNanos();
        if (nowSlice != slice) {
            slice = nowSlice;
            inSlice = 0;
        }
        if (limits.tokensPerMinute().isPresent()) {
            double perMinute = limits.tokensPerMinute().getAsInt();
            bucketTokens = Math.min(perMinute, bucketTokens + perMinute * (nowNanos - bucketNanos) / MINUTE);
            bucketNanos = nowNanos;
        }
        Ramp ramp = limits.ramp();
        long nowWindow = ramp == null ? 0 : nowNanos / ramp.windowNanos();
        if (nowWindow != window) {
            lastWindowTokens = nowWindow == window + 1 ? windowTokens : 0;
            windowTokens = 0;
            window = nowWindow;
        }
    }

    private @Nullable Fault tooSteep(int inputTokens, long nowNanos) {
        Ramp ramp = limits.ramp();
        if (ramp == null) {
            return null;
        }
        double free = ramp.freeTokensPerMinute() * (ramp.windowNanos() / (double) MINUTE);
        double allowed = Math.max(free, (1 + ramp.growthRatio()) * lastWindowTokens);
        return windowTokens + inputTokens <= allowed
                ? null
                : Fault.slowDown((window + 1) * ramp.windowNanos() - nowNanos);
    }

    private @Nullable Fault tooManyRequests(long nowNanos) {
        if (limits.requestsPerMinute().isEmpty() || inSlice < allowedIn(slice)) {
            return null;
        }
        long next = slice + 1;
        while (allowedIn(next) == 0) {
            next++;
        }
        int limit = limits.requestsPerMinute().getAsInt();
        return limited(
                Fault.Kind.RATE_LIMITED,
                "requests per min (RPM)",
                limit,
                limit,
                1,
                next * limits.sliceNanos() - nowNanos);
    }

    private @Nullable Fault tooManyTokens(int tokens) {
        if (limits.tokensPerMinute().isEmpty() || tokens <= bucketTokens) {
            return null;
        }
        int limit = limits.tokensPerMinute().getAsInt();
        if (tokens > limit) {
            return new Fault(
                    Fault.Kind.TOO_LARGE,
                    "Request too large for the emulated vendor on tokens per min (TPM): Limit %d, Requested %d."
                            .formatted(limit, tokens));
        }
        long used = limit - (long) Math.max(0, bucketTokens);
        return limited(
                Fault.Kind.TOKENS_LIMITED,
                "tokens per min (TPM)",
                limit,
                used,
                tokens,
                fillNanos(tokens - bucketTokens));
    }

    /** Slices may be too short for a whole request each; then one is due every few of them. */
    private long allowedIn(long slice) {
        double perSlice = limits.requestsPerMinute().orElse(0) * (limits.sliceNanos() / (double) MINUTE);
        return (long) Math.floor((slice + 1) * perSlice) - (long) Math.floor(slice * perSlice);
    }

    private long fillNanos(double tokens) {
        return Math.round(Math.ceil(
                Math.max(0, tokens) * MINUTE / limits.tokensPerMinute().orElse(1)));
    }

    private static Fault limited(
            Fault.Kind kind, String what, long limit, long used, long requested, long retryAfterNanos) {
        return new Fault(
                kind,
                String.format(
                        Locale.ROOT,
                        "Rate limit reached in organization org-emulated on %s: "
                                + "Limit %d, Used %d, Requested %d. Please try again in %s.",
                        what,
                        limit,
                        used,
                        requested,
                        Allowance.goDuration(retryAfterNanos)),
                null,
                OptionalLong.of(retryAfterNanos));
    }
}
