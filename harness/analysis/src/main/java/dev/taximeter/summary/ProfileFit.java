package dev.taximeter.summary;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an emulated vendor must behave to look like measured calls: quantiles at equal steps of probability, joined by
 * straight lines, as {@link dev.taximeter.model.Delay.Quantiles} draws them back.
 *
 * <p>The very long waits are taken out first and played as stalls. A straight line to a single outlier would make many
 * half-long waits that nobody measured.
 *
 * @param calls all of them, at least {@link #FEWEST} good
 * @param good those that ended well
 * @param ttftNanos quantiles without stalls
 * @param gapNanos quantiles of the waits between bursts without stalls; a single 0 twice when every answer was one burst
 * @param ttftStalls first contents that came much later than the others
 * @param gapStalls waits in the middle of answers that were much longer than the others
 * @param framesPerBurst frames that came at once, at least 1
 * @param tokensPerFrame tokens in a frame, at least 1
 * @param faultRatios shares of all calls that failed in a way that the emulator can play
 * @param unplayed calls that failed otherwise, by outcome
 */
public record ProfileFit(
        int calls,
        int good,
        List<Long> ttftNanos,
        List<Long> gapNanos,
        Stalls ttftStalls,
        Stalls gapStalls,
        int framesPerBurst,
        int tokensPerFrame,
        Map<InjectedFault, Double> faultRatios,
        Map<Outcome.Kind, Integer> unplayed) {
    /** Good calls that a fit needs. */
    public static final int FEWEST = 20;

    private static final int MOST_STEPS = 40;

    /** A wait is a stall when it is so many interquartile ranges above the upper quartile. */
    private static final double STALL_RANGES = 8;

    /**
     * Waits out of the ordinary.
     *
     * @param ratio share of good calls that had one, 0..1
     * @param excessNanos quantiles of how much longer than the median they were; empty when there were none
     */
    public record Stalls(double ratio, List<Long> excessNanos) {}

    /**
     * Fits.
     *
     * @param gapsAreMeans whether each call's only gap is its mean one. Such a call's long mean may be one long wait or
     *     many, so that no stalls are made of it
     * @throws IllegalArgumentException with fewer than {@link #FEWEST} good calls
     */
    public static ProfileFit of(List<MeasuredCall> calls, boolean gapsAreMeans) {
        List<MeasuredCall> good = calls.stream()
                .filter(call ->
                        call.outcome() == Outcome.Kind.OK && call.ttftNanos().isPresent())
                .toList();
        if (good.size() < FEWEST) {
            throw new IllegalArgumentException(
                    "%d good calls are too few for a profile; it takes at least %d".formatted(good.size(), FEWEST));
        }
        long[] ttft = good.stream()
                .mapToLong(call -> call.ttftNanos().orElseThrow())
                .sorted()
                .toArray();
        long[] gaps = good.stream()
                .flatMap(call -> call.gapNanos().stream())
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        long ttftFence = fence(ttft);
        long gapFence = gapsAreMeans ? Long.MAX_VALUE : fence(gaps);
        Map<InjectedFault, Double> faults = new EnumMap<>(InjectedFault.class);
        Map<Outcome.Kind, Integer> unplayed = new TreeMap<>();
        failures(calls, faults, unplayed);
        return new ProfileFit(
                calls.size(),
                good.size(),
                quantiles(upTo(ttft, ttftFence)),
                gaps.length == 0 ? List.of(0L, 0L) : quantiles(upTo(gaps, gapFence)),
                stalls(ttft, ttftFence, good.size()),
                stalls(gaps, gapFence, good.size()),
                framesPerBurst(good),
                tokensPerFrame(good),
                faults,
                unplayed);
    }

    private static long fence(long[] sorted) {
        if (sorted.length < FEWEST) {
            return Long.MAX_VALUE;
        }
        double lower = at(sorted, 0.25);
        double upper = at(sorted, 0.75);
        return Math.round(upper + STALL_RANGES * Math.max(upper - lower, 0.01 * upper));
    }

    private static long[] upTo(long[] sorted, long fence) {
        return Arrays.stream(sorted).filter(value -> value <= fence).toArray();
    }

    private static Stalls stalls(long[] sorted, long fence, int calls) {
        long[] beyond = Arrays.stream(sorted).filter(value -> value > fence).toArray();
        if (beyond.length == 0) {
            return new Stalls(0, List.of());
        }
        long median = Math.round(at(sorted, 0.5));
        long[] excess = Arrays.stream(beyond).map(value -> value - median).toArray();
        return new Stalls(Math.min(1, beyond.length / (double) calls), quantiles(excess));
    }

    private static List<Long> quantiles(long[] sorted) {
        int steps = Math.clamp(sorted.length - 1, 1, MOST_STEPS);
        List<Long> quantiles = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            quantiles.add(Math.round(at(sorted, i / (double) steps)));
        }
        return quantiles;
    }

    /** Straight lines between the values in order, as the emulator draws. */
    private static double at(long[] sorted, double p) {
        double place = p * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static int framesPerBurst(List<MeasuredCall> good) {
        double frames = good.stream().mapToInt(MeasuredCall::frames).sum();
        double bursts =
                good.stream().mapToInt(call -> call.gapNanos().size() + 1).sum();
        return (int) Math.max(1, Math.round(frames / bursts));
    }

    private static int tokensPerFrame(List<MeasuredCall> good) {
        List<MeasuredCall> counted = good.stream()
                .filter(call -> call.outputTokens().isPresent() && call.frames() > 0)
                .toList();
        double tokens = counted.stream()
                .mapToLong(call -> call.outputTokens().orElseThrow())
                .sum();
        double frames = counted.stream().mapToInt(MeasuredCall::frames).sum();
        return frames == 0 ? 1 : (int) Math.max(1, Math.round(tokens / frames));
    }

    private static void failures(
            List<MeasuredCall> calls, Map<InjectedFault, Double> faults, Map<Outcome.Kind, Integer> unplayed) {
        for (MeasuredCall call : calls) {
            if (call.outcome() == Outcome.Kind.OK) {
                continue;
            }
            Arrays.stream(InjectedFault.values())
                    .filter(fault -> fault.expected(true) == call.outcome())
                    .findFirst()
                    .ifPresentOrElse(
                            fault -> faults.merge(fault, 1.0 / calls.size(), Double::sum),
                            () -> unplayed.merge(call.outcome(), 1, Integer::sum));
        }
    }
}
