package dev.taximeter.load;

import dev.taximeter.model.RunClock;
import java.util.function.BooleanSupplier;

/** The end of a segment: open requests may still answer for a while; then they are cancelled. */
final class Drain {
    /** What a user who stops the run has to wait at most for open requests. */
    private static final long STOPPED_NANOS = 2_000_000_000;

    /** How long a provider has to let go of a cancelled call. */
    private static final long GRACE_NANOS = 5_000_000_000L;

    private final RunClock clock;
    private final Pacing pacing;
    private final Halt halt;
    private final Traffic traffic;
    private final long drainNanos;

    Drain(RunClock clock, Halt halt, Traffic traffic, long drainNanos) {
        this.clock = clock;
        this.pacing = new Pacing(clock);
        this.halt = halt;
        this.traffic = traffic;
        this.drainNanos = drainNanos;
    }

    /**
     * Waits until {@code done}, at most for the scenario's drain; after a stop for less, after a second one not at all.
     * Then cancels.
     *
     * @param done whether nothing is open any more
     * @param giveUpWaiting tells the requests that wait for a slot; called when they will not be sent
     */
    void await(BooleanSupplier done, Runnable giveUpWaiting) throws InterruptedException {
        long endNanos = saturatedSum(clock.nanos(), drainNanos);
        boolean drained = pacing.awaitUntil(endNanos, () -> done.getAsBoolean() || halt.stopped());
        if (drained && halt.stopped()) {
            giveUpWaiting.run();
            long stopEndNanos = Math.min(endNanos, clock.nanos() + STOPPED_NANOS);
            drained = pacing.awaitUntil(stopEndNanos, () -> done.getAsBoolean() || halt.cancelled());
        }
        if (!drained || !done.getAsBoolean()) {
            giveUpWaiting.run();
            cancel(done);
        }
    }

    /** Cancels what is open and waits until it is gone. */
    void cancel(BooleanSupplier done) throws InterruptedException {
        boolean gone = pacing.awaitUntil(clock.nanos() + GRACE_NANOS, () -> {
            traffic.cancelOpen();
            return done.getAsBoolean();
        });
        if (!gone) {
            traffic.abandonOpen();
        }
    }

    private static long saturatedSum(long a, long b) {
        return b > Long.MAX_VALUE - a ? Long.MAX_VALUE : a + b;
    }
}
