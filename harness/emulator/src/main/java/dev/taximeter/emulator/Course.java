package dev.taximeter.emulator;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Profile;
import java.util.List;
import java.util.random.RandomGenerator;

/** What will happen to one request. Drawn from its seed alone, before it is looked at. One thread. */
final class Course {

    /** How the request ends. */
    enum Fate {
        ANSWERED,
        RATE_LIMITED,
        SERVER_ERROR,
        OVERLOADED
    }

    private final Delay gap;
    private final RandomGenerator random;
    private final Fate fate;
    private final long ttftNanos;
    private final long stallNanos;

    Course(Profile profile, Seed seed) {
        gap = profile.gap();
        random = seed.random();
        fate = fate(profile, random.nextDouble(), random.nextBoolean());
        ttftNanos = draw(profile.ttft(), random);
        boolean stalled = random.nextDouble() < profile.stallRatio();
        Delay stall = profile.stall();
        stallNanos = stalled && stall != null ? draw(stall, random) : 0;
    }

    Fate fate() {
        return fate;
    }

    /** From the request's last byte to the first content, without the stall. */
    long ttftNanos() {
        return ttftNanos;
    }

    /** The first content waits so much longer; 0 for most requests. */
    long stallNanos() {
        return stallNanos;
    }

    /** The wait before the next burst of content; a new draw each time. */
    long nextGapNanos() {
        return draw(gap, random);
    }

    private static Fate fate(Profile profile, double unit, boolean overloaded) {
        if (unit < profile.rateLimitRatio()) {
            return Fate.RATE_LIMITED;
        }
        if (unit < profile.rateLimitRatio() + profile.errorRatio()) {
            return overloaded ? Fate.OVERLOADED : Fate.SERVER_ERROR;
        }
        return Fate.ANSWERED;
    }

    static long draw(Delay delay, RandomGenerator random) {
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
