package dev.taximeter.summary;

import dev.taximeter.stats.BlockStatistic;
import dev.taximeter.stats.BlockedBootstrap;
import dev.taximeter.stats.Blocks;
import dev.taximeter.stats.Interval;
import dev.taximeter.stats.Proportions;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** One sum over another, each with a part from every prompt; the interval is from drawing prompts, Wilson's where all say the same. */
public final class SumRatio {
    private static final BlockedBootstrap BOOTSTRAP = new BlockedBootstrap(Thresholds.RESAMPLES, 1);

    private SumRatio() {}

    /**
     * Null when the lower sum is 0.
     *
     * @param n what the figure counts
     */
    public static <T> @Nullable Figure of(
            List<T> prompts, ToDoubleFunction<T> above, ToDoubleFunction<T> below, double n) {
        List<T> some = prompts.stream()
                .filter(prompt -> below.applyAsDouble(prompt) > 0)
                .toList();
        if (some.isEmpty()) {
            return null;
        }
        double[] numerator = some.stream().mapToDouble(above).toArray();
        double[] denominator = some.stream().mapToDouble(below).toArray();
        double whole = 0;
        double share = 0;
        for (int i = 0; i < numerator.length; i++) {
            share += numerator[i];
            whole += denominator[i];
        }
        Interval drawn = BOOTSTRAP.ratio(
                Blocks.cut(numerator, numerator.length),
                Blocks.cut(denominator, denominator.length),
                new BlockStatistic.Mean(),
                Thresholds.CONFIDENCE);
        double ratio = share / whole;
        Interval interval = Proportions.drawnOrWilson(drawn, ratio, some.size(), Thresholds.CONFIDENCE);
        return new Figure(ratio, interval, Math.round(n));
    }
}
