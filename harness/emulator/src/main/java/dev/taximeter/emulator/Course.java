package dev.taximeter.emulator;

import dev.taximeter.model.Delay;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving.Stall;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What will happen to one request. Drawn from its seed alone, before it is looked at. One thread. */
final class Course {

    private final Delay gap;
    private final RandomGenerator random;
    private final @Nullable InjectedFault fault;
    private final long ttftNanos;
    private final long stallNanos;

    Course(Profile profile, Seed seed) {
        gap = profile.gap();
        random = seed.random();
        fault = fault(profile.faultRatios(), random.nextDouble());
        random.nextBoolean(); // once told two faults apart; drawn on, so that a seed goes on playing the same delays
        ttftNanos = draw(profile.ttft(), random);
        long stalled = 0;
        double unit = random.nextDouble();
        for (Stall stall : profile.serving().stalls()) {
            stalled += stall.stage() == Stall.Stage.BEFORE_FIRST_TOKEN && unit < stall.ratio()
                    ? draw(stall.delay(), random)
                    : 0;
        }
        stallNanos = stalled;
    }

    /** What is done to the request on purpose; null for nothing. */
    @Nullable
    InjectedFault fault() {
        return fault;
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

    private static @Nullable InjectedFault fault(Map<InjectedFault, Double> ratios, double unit) {
        double upTo = 0;
        for (InjectedFault fault : InjectedFault.values()) {
            upTo += ratios.getOrDefault(fault, 0.0);
            if (unit < upTo) {
                return fault;
            }
        }
        return null;
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
