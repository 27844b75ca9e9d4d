package dev.taximeter.emulator;

import dev.taximeter.model.Serving.Drift;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How slow a vendor is at a moment, as a factor on all its delays. */
final class Tide {
    private Tide() {}

    /** @param elapsedNanos since the emulator's start */
    static double factor(@Nullable Drift drift, long elapsedNanos) {
        return switch (drift) {
            case null -> 1;
            case Drift.Sine sine ->
                1 + sine.amplitudeRatio() * Math.sin(2 * Math.PI * elapsedNanos / sine.periodNanos());
            case Drift.Steps steps -> between(steps, elapsedNanos);
        };
    }

    private static double between(Drift.Steps steps, long elapsedNanos) {
        List<Double> factors = steps.factors();
        long step = Math.floorMod(elapsedNanos / steps.stepNanos(), (long) factors.size());
        double share = (elapsedNanos % steps.stepNanos()) / (double) steps.stepNanos();
        double from = factors.get((int) step);
        double to = factors.get((int) ((step + 1) % factors.size()));
        return from + share * (to - from);
    }
}
