package dev.taximeter.model;

/**
 * Tells the nanoseconds that have passed since the start of a run.
 *
 * @param clock the monotonic clock
 * @param originNanos its reading at the run's time 0
 */
public record RunClock(NanoClock clock, long originNanos) {

    /** Starts now. */
    public static RunClock startingNow(NanoClock clock) {
        return new RunClock(clock, clock.nanos());
    }

    /** Goes on from this time of the run: it stood still while nobody measured. */
    public static RunClock resumingAt(NanoClock clock, long runNanos) {
        return new RunClock(clock, clock.nanos() - runNanos);
    }

    /** Nanoseconds after the start of the run; at least 0. */
    public long nanos() {
        return clock.nanos() - originNanos;
    }

    /**
     * Returns at this time of the run or as soon after it as the machine allows.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public void sleepUntil(long runNanos) throws InterruptedException {
        clock.sleepUntil(originNanos + runNanos);
    }
}
