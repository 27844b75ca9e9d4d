package dev.taximeter.provider;

import dev.taximeter.model.Passage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How one worker's monotonic clock stands to ours, learnt from the calls themselves. Thread-safe.
 *
 * <p>On the same boot of the same machine both processes read one clock. That is believed as long as no call contradicts
 * it: a request is not received before it was sent, nor an answer before it was given. Every call so bounds how far the
 * clocks can be apart, by the quickest way there and the quickest way back; whoever started the worker may know it better.
 *
 * <p>Otherwise the difference is taken from the call that spent the least time between the clocks, among the last few
 * hundred (Cristian's way, as NTP does it): it lies in the middle of that call's transport, give or take half of it, and a
 * little more for each second since, because clocks drift. An asymmetric path cannot be told from a difference, so each
 * direction is only as good as that bound.
 */
final class WorkerClock {
    private static final int WINDOW = 256;

    /** Quartz clocks that a time service steers stay well within it. */
    private static final double DRIFT_RATIO = 50e-6;

    private final Deque<Fix> window = new ArrayDeque<>();
    private final long knownBoundNanos;
    private boolean oneClock;
    private long quickestThereNanos = Long.MAX_VALUE;
    private long quickestBackNanos = Long.MAX_VALUE;

    /**
     * @param sameBoot whether both clocks should be one
     * @param knownBoundNanos how far they are apart at most, where that is known otherwise
     */
    WorkerClock(boolean sameBoot, OptionalLong knownBoundNanos) {
        this.oneClock = sameBoot;
        this.knownBoundNanos = knownBoundNanos.orElse(Long.MAX_VALUE);
    }

    /**
     * Translates a worker's stamps.
     *
     * @param sentNanos when the call was sent, after the start of the run
     * @param publishedNanos when a broker had it, after the start of the run
     * @param doneNanos when the answer was there, after the start of the run
     * @param originNanos the start of the run on our clock
     */
    synchronized Passage passage(
            long sentNanos, OptionalLong publishedNanos, WorkerStamps stamps, long doneNanos, long originNanos) {
        long thereNanos = stamps.receivedNanos() - (sentNanos + originNanos);
        long backNanos = doneNanos + originNanos - stamps.repliedNanos();
        oneClock &= thereNanos >= 0 && backNanos >= 0;
        quickestThereNanos = Math.min(quickestThereNanos, thereNanos);
        quickestBackNanos = Math.min(quickestBackNanos, backNanos);
        long nowNanos = doneNanos + originNanos;
        window.addLast(new Fix(nowNanos, Math.floorDiv(thereNanos - backNanos, 2), thereNanos + backNanos));
        if (window.size() > WINDOW) {
            window.removeFirst();
        }
        Fix best = best(nowNanos);
        long aheadNanos = oneClock ? 0 : best.aheadNanos();
        long boundNanos = oneClock
                ? Math.min(knownBoundNanos, Math.max(quickestThereNanos, quickestBackNanos))
                : best.boundNanos(nowNanos);
        long shiftNanos = originNanos + aheadNanos;
        return new Passage(
                publishedNanos,
                stamps.receivedNanos() - shiftNanos,
                stamps.inferFromNanos() - shiftNanos,
                stamps.inferToNanos() - shiftNanos,
                stamps.repliedNanos() - shiftNanos,
                oneClock,
                boundNanos,
                stamps.delivery(),
                stamps.batch());
    }

    private Fix best(long nowNanos) {
        Fix best = window.getLast();
        for (Fix fix : window) {
            if (fix.boundNanos(nowNanos) < best.boundNanos(nowNanos)) {
                best = fix;
            }
        }
        return best;
    }

    /**
     * What one call says of the clocks.
     *
     * @param atNanos when
     * @param aheadNanos by how much the worker's clock is ahead of ours, if both ways took the same time
     * @param transportNanos both ways together
     */
    private record Fix(long atNanos, long aheadNanos, long transportNanos) {
        long boundNanos(long nowNanos) {
            return Math.ceilDiv(Math.max(0, transportNanos), 2)
                    + 1 // of halving
                    + (long) Math.ceil(Math.abs(nowNanos - atNanos) * DRIFT_RATIO);
        }
    }
}
