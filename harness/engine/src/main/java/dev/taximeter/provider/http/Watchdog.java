package dev.taximeter.provider.http;

import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.RunClock;
import dev.taximeter.provider.Call;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls that are past their limits, that fell silent or whose thread was interrupted. One daemon thread looks at
 * all open calls 50 times a second, so a limit is kept to within 20 ms; that is far cheaper than a time-out on each
 * read. A name look-up cannot be ended; the call ends when it returns.
 */
final class Watchdog implements AutoCloseable {
    private static final long PERIOD_NANOS = 20_000_000;

    private final Set<Watch> open = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    Watchdog() {
        thread = Thread.ofPlatform().daemon().name("taximeter-watchdog").start(this::patrol);
    }

    private void patrol() {
        while (!closed) {
            LockSupport.parkNanos(PERIOD_NANOS);
            open.forEach(Watch::endIfOverdue);
        }
    }

    /**
     * Starts to watch; the caller closes the watch when the call has ended.
     *
     * @param http what to cancel
     * @param call says the limits
     */
    Watch watch(okhttp3.Call http, Call call, RunClock clock, long sentNanos) {
        Watch watch = new Watch(http, call, clock, sentNanos);
        open.add(watch);
        if (closed) {
            watch.end(Kind.CANCELLED, "the provider is closed");
        }
        return watch;
    }

    /** Ends all open calls as cancelled. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        open.forEach(watch -> watch.end(Kind.CANCELLED, "the provider was closed"));
    }

    /** How far a call has come. */
    enum Stage {
        BEFORE_HEADERS(Kind.TIMEOUT_BEFORE_HEADERS),
        BEFORE_FIRST_TOKEN(Kind.TIMEOUT_BEFORE_FIRST_TOKEN),
        MID_STREAM(Kind.TIMEOUT_MID_STREAM);

        private final Kind timeout;

        Stage(Kind timeout) {
            this.timeout = timeout;
        }
    }

    /** One watched call. The call's thread reports progress, the watchdog's thread ends it. */
    final class Watch implements AutoCloseable {
        private final okhttp3.Call http;
        private final Call limits;
        private final RunClock clock;
        private final Thread caller = Thread.currentThread();
        private final long sentNanos;
        private volatile long heardNanos;
        private volatile Stage stage = Stage.BEFORE_HEADERS;
        private volatile @Nullable Ending ending;

        private Watch(okhttp3.Call http, Call limits, RunClock clock, long sentNanos) {
            this.http = http;
            this.limits = limits;
            this.clock = clock;
            this.sentNanos = sentNanos;
            this.heardNanos = sentNanos;
        }

        /** Bytes came at this time. */
        void heard(long nanos) {
            heardNanos = nanos;
        }

        /** The call has come this far. */
        void reached(Stage next) {
            if (stage != next) {
                stage = next;
            }
        }

        /** Why it was ended from outside; null when it was not. */
        @Nullable
        Ending ending() {
            return ending;
        }

        private void endIfOverdue() {
            long nowNanos = clock.nanos();
            if (caller.isInterrupted()) {
                end(Kind.CANCELLED, "interrupted");
            } else if (nowNanos - sentNanos > limits.timeoutNanos()) {
                end(stage.timeout, "not done within %d ms".formatted(limits.timeoutNanos() / 1_000_000));
            } else if (nowNanos - heardNanos > limits.stallNanos()) {
                end(stage.timeout, "silent for more than %d ms".formatted(limits.stallNanos() / 1_000_000));
            }
        }

        private void end(Kind kind, String detail) {
            if (ending == null) {
                ending = new Ending(kind, detail);
            }
            http.cancel();
        }

        @Override
        public void close() {
            open.remove(this);
        }
    }
}
