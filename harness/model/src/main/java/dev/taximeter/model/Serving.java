package dev.taximeter.model;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How an emulated vendor's machines serve, beyond the plain delays of its {@link Profile}.
 *
 * @param pools groups of machines with delays of their own; empty when all are alike
 * @param stalls requests that wait longer now and then
 * @param prefillNanosPerToken what each input token adds to the time to first content, at least 0
 * @param slots how many requests are served at once, at least 1; the others wait in line. Empty for no limit
 * @param drift how all delays change over the run; null when they do not
 * @param limits what a client may ask for; null for no limit
 * @param cache what repeated prompts save; null for no cache
 * @param reasoning what the model thinks before it answers; null when it does not
 * @param https whether it is served over HTTPS, with a certificate made for the run
 * @param spillover where Azure serves what provisioned capacity has no room for; null for nowhere
 * @param loadingNanos how long after its start llama.cpp's server is still loading its model, at least 0
 * @param gateway what every request goes through on its way to the vendor; null for nothing
 */
public record Serving(
        List<Pool> pools,
        List<Stall> stalls,
        double prefillNanosPerToken,
        OptionalInt slots,
        @Nullable Drift drift,
        @Nullable Limits limits,
        @Nullable PromptCache cache,
        @Nullable Reasoning reasoning,
        boolean https,
        @Nullable Spillover spillover,
        long loadingNanos,
        @Nullable Gateway gateway) {
    /** Nothing of all this. */
    public static final Serving PLAIN =
            new Serving(List.of(), List.of(), 0, OptionalInt.empty(), null, null, null, null, false);

    /** Without what only one vendor has. */
    public Serving(
            List<Pool> pools,
            List<Stall> stalls,
            double prefillNanosPerToken,
            OptionalInt slots,
            @Nullable Drift drift,
            @Nullable Limits limits,
            @Nullable PromptCache cache,
            @Nullable Reasoning reasoning,
            boolean https) {
        this(pools, stalls, prefillNanosPerToken, slots, drift, limits, cache, reasoning, https, null, 0, null);
    }

    public Serving {
        pools = List.copyOf(pools);
        stalls = List.copyOf(stalls);
    }

    /**
     * A group of machines. Two with different delays make a vendor's latency bimodal.
     *
     * @param session its id, which vendors that tell one send in a header
     * @param shareRatio share of requests that it serves, 0..1; those of all pools add up to 1
     * @param ttft in the place of the profile's
     * @param gap in the place of the profile's
     */
    public record Pool(String session, double shareRatio, Delay ttft, Delay gap) {}

    /**
     * Requests that provisioned capacity has no room for are served by another deployment, and need no slot.
     *
     * @param from the deployment that was asked
     * @param to the deployment that serves them
     * @param shareRatio share of requests, 0..1, that spill over whatever the load
     * @param aboveRatio a request also spills over when at least this share of the slots is busy, above 0; empty for
     *     never
     * @param ttft in the place of the profile's
     * @param gap in the place of the profile's
     */
    public record Spillover(
            String from, String to, double shareRatio, OptionalDouble aboveRatio, Delay ttft, Delay gap) {}

    /**
     * A gateway in front of the vendor. It receives each request, waits, forwards it over a connection of its own and
     * passes on what comes back as it comes.
     *
     * @param delay how long it holds a request before it forwards it
     */
    public record Gateway(Delay delay) {}

    /** The same machines behind a gateway; null for none. */
    public Serving behind(@Nullable Gateway newGateway) {
        return new Serving(
                pools,
                stalls,
                prefillNanosPerToken,
                slots,
                drift,
                limits,
                cache,
                reasoning,
                https,
                spillover,
                loadingNanos,
                newGateway);
    }

    /**
     * A wait that some requests have more.
     *
     * @param stage where they wait
     * @param ratio share of requests, 0..1
     * @param delay how long
     */
    public record Stall(Stage stage, double ratio, Delay delay) {
        /** Where in an answer. */
        public enum Stage {
            BEFORE_HEADERS,
            BEFORE_FIRST_TOKEN,
            MID_STREAM
        }
    }

    /** A factor on all delays, as a function of the time since the emulator's start. */
    public sealed interface Drift {
        /**
         * {@code 1 + amplitude · sin(2π t / period)}.
         *
         * @param periodNanos above 0
         * @param amplitudeRatio 0..1
         */
        record Sine(long periodNanos, double amplitudeRatio) implements Drift {}

        /**
         * Straight lines between factors at equal steps, then from the beginning again.
         *
         * @param stepNanos above 0
         * @param factors at least two, each above 0
         */
        record Steps(long stepNanos, List<Double> factors) implements Drift {
            public Steps {
                factors = List.copyOf(factors);
            }
        }
    }

    /**
     * What one client may ask for.
     *
     * @param requestsPerMinute enforced slice by slice: 600 in slices of 1 s are 10 a second. Empty for no limit
     * @param sliceNanos above 0
     * @param tokensPerMinute a bucket that fills up steadily; a request takes its prompt's tokens and its whole output
     *     limit, whatever it uses. Empty for no limit
     * @param ramp how fast load may grow; null for no limit
     * @param headers what rate-limit headers say
     */
    public record Limits(
            OptionalInt requestsPerMinute,
            long sliceNanos,
            OptionalInt tokensPerMinute,
            @Nullable Ramp ramp,
            Headers headers) {
        /** What rate-limit headers say. */
        public enum Headers {
            /** The true state. */
            TRUE,
            /** Nothing: they are left out. */
            MISSING,
            /** {@code -1}, as some services write when they do not know. */
            MINUS_ONE
        }
    }

    /**
     * How fast the input may grow: in each window, at most {@code 1 + growth} times that of the window before.
     *
     * @param freeTokensPerMinute input up to this is always fine, at least 1
     * @param growthRatio above 0
     * @param windowNanos above 0
     */
    public record Ramp(int freeTokensPerMinute, double growthRatio, long windowNanos) {}

    /**
     * A prompt cache: a prompt that begins like an earlier one is read faster.
     *
     * @param minTokens shorter beginnings are not kept, at least 1
     * @param stepTokens beginnings are kept in steps of so many tokens, at least 1
     * @param discountRatio share of the prefill that a cached token saves, 0..1
     * @param keptNanos how long after its last use a beginning is kept, above 0
     */
    public record PromptCache(int minTokens, int stepTokens, double discountRatio, long keptNanos) {}

    /**
     * Thoughts before the answer. They begin when the answer would have, and put it off.
     *
     * @param tokens how many, at least 1
     * @param time how long they take
     */
    public record Reasoning(int tokens, Delay time) {}
}
