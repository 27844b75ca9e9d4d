package dev.taximeter.emulator;

import dev.taximeter.model.Delay;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import dev.taximeter.model.Serving.Pool;
import dev.taximeter.model.Serving.Spillover;
import dev.taximeter.model.Serving.Stall;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What will happen to one request. Drawn from its seed alone, before it is looked at. One thread. */
final class Course {
    private final RandomGenerator random;
    private final @Nullable InjectedFault fault;
    private final @Nullable Pool pool;
    private final boolean spilled;
    private final Delay gap;
    private final long ttftNanos;
    private final Map<Stall.Stage, Long> stallNanos = new EnumMap<>(Stall.Stage.class);
    private final long thinkingNanos;

    /** @param noRoom whether a profile with spillover has no room for the request */
    Course(Profile profile, Seed seed, boolean noRoom) {
        random = seed.random();
        fault = Lots.draw(InjectedFault.values(), profile.faultRatios(), random.nextDouble());
        random.nextBoolean(); // once told two faults apart; drawn on, so that a seed goes on playing the same delays
        Serving serving = profile.serving();
        pool = serving.pools().isEmpty() ? null : pool(serving.pools(), random.nextDouble());
        Spillover spillover = serving.spillover();
        spilled = spillover != null
                && (noRoom || seed.branch("spillover").random().nextDouble() < spillover.shareRatio());
        if (spillover != null && spilled) {
            gap = spillover.gap();
            ttftNanos = Draws.of(spillover.ttft(), random);
        } else {
            gap = pool == null ? profile.gap() : pool.gap();
            ttftNanos = Draws.of(pool == null ? profile.ttft() : pool.ttft(), random);
        }
        if (serving.stalls().isEmpty()) {
            random.nextDouble(); // a profile without stalls draws as one whose stalls never happen
        }
        for (Stall stall : serving.stalls()) {
            boolean stalled = random.nextDouble() < stall.ratio();
            stallNanos.merge(stall.stage(), stalled ? Draws.of(stall.delay(), random) : 0, Long::sum);
        }
        thinkingNanos =
                serving.reasoning() == null ? 0 : Draws.of(serving.reasoning().time(), random);
    }

    /** What is done to the request on purpose; null for nothing. */
    @Nullable
    InjectedFault fault() {
        return fault;
    }

    /** The id of the pool that serves it; null when all machines are alike. */
    @Nullable
    String session() {
        return pool == null ? null : pool.session();
    }

    /** Whether another deployment serves it. */
    boolean spilled() {
        return spilled;
    }

    /** From the request's last byte to the first output, without prefill and stalls. */
    long ttftNanos() {
        return ttftNanos;
    }

    /** How much longer it waits at this stage; 0 for most requests. */
    long stallNanos(Stall.Stage stage) {
        return stallNanos.getOrDefault(stage, 0L);
    }

    /** From the first thought to the first content; 0 when it does not think. */
    long thinkingNanos() {
        return thinkingNanos;
    }

    /** The wait before the next burst of content; a new draw each time. */
    long nextGapNanos() {
        return Draws.of(gap, random);
    }

    private static Pool pool(List<Pool> pools, double unit) {
        double upTo = 0;
        for (Pool pool : pools) {
            upTo += pool.shareRatio();
            if (unit < upTo) {
                return pool;
            }
        }
        return pools.getLast(); // shares may add up to a hair less than 1
    }
}
