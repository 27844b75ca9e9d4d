package dev.taximeter.emulator;

import dev.taximeter.model.NanoClock;
import java.util.concurrent.Semaphore;

/** What serves so many requests at once; the others wait, first come first served. Thread-safe. */
final class Slots {
    private final int all;
    private final Semaphore free;

    /** @param all at least 1 */
    Slots(int all) {
        this.all = all;
        this.free = new Semaphore(all, true);
    }

    /**
     * Waits for a slot, which {@link #leave} gives back.
     *
     * @return how long it waited, in nanoseconds; 0 when one was free
     */
    long enter(NanoClock clock, long sinceNanos) throws InterruptedException {
        // Not tryAcquire(): it would jump the line.
        if (waiting() == 0 && free.tryAcquire()) {
            return 0;
        }
        free.acquire();
        return clock.nanos() - sinceNanos;
    }

    void leave() {
        free.release();
    }

    /** How many requests wait, about. */
    int waiting() {
        return free.getQueueLength();
    }

    /** Busy slots of all, 0..1. */
    double utilisationRatio() {
        return (all - free.availablePermits()) / (double) all;
    }
}
