package dev.taximeter.load;

import dev.taximeter.model.RunClock;
import java.util.function.BooleanSupplier;

/** Waits on the run's clock, in short steps, so that a wish to stop is seen soon and no thread need be woken for it. */
record Pacing(RunClock clock) {
    private static final long STEP_NANOS = 20_000_000;
    private static final long LOOK_NANOS = 5_000_000;

    /** Returns at this time with true, or with false soon after {@code over} holds. */
    boolean sleepUntil(long runNanos, BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            long nowNanos = clock.nanos();
            if (nowNanos >= runNanos) {
                return true;
            }
            clock.sleepUntil(Math.min(runNanos, nowNanos + STEP_NANOS));
        }
        return false;
    }

    /** Returns with true soon after {@code reached} holds, or with false at this time. */
    boolean awaitUntil(long runNanos, BooleanSupplier reached) throws InterruptedException {
        while (!reached.getAsBoolean()) {
            long nowNanos = clock.nanos();
            if (nowNanos >= runNanos) {
                return false;
            }
            clock.sleepUntil(Math.min(runNanos, nowNanos + LOOK_NANOS));
        }
        return true;
    }
}
