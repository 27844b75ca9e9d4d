package dev.taximeter.emulator;

import dev.taximeter.model.Delay;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws from distributions of durations. */
public final class Draws {
    private Draws() {}

    /** One duration, in nanoseconds. */
    public static long of(Delay delay, RandomGenerator random) {
        return switch (delay) {
            case Delay.Constant constant -> constant.nanos();
            case Delay.Lognormal lognormal -> lognormal(lognormal, random.nextGaussian());
            case Delay.Quantiles quantiles -> quantile(quantiles.nanos(), random.nextDouble());
        };
    }

    private static long lognormal(Delay.Lognormal delay, double gaussian) {
        double spread = (delay.medianNanos() - delay.minNanos()) * Math.exp(delay.sigma() * gaussian);
        return Math.min(delay.maxNanos(), delay.minNanos() + Math.round(spread));
    }

    private static long quantile(List<Long> nanos, double unit) {
        double place = unit * (nanos.size() - 1);
        int below = (int) place;
        long low = nanos.get(below);
        return low + Math.round((place - below) * (nanos.get(below + 1) - low));
    }
}
