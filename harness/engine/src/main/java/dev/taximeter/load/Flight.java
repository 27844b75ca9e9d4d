package dev.taximeter.load;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Phase;
import dev.taximeter.model.PlannedRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request under way, from the moment it is due until its sample is told. Thread-safe.
 *
 * <p>Two may want to tell its sample: its own thread, when the call returns, and the pacing thread, when it has given up
 * on it. The first wins.
 */
final class Flight {
    /** What was planned; sequence number, block and phase are those that count, also in later rounds of a list. */
    final PlannedRequest planned;

    final int trial;
    final long intendedNanos;
    final long dispatchedNanos;

    private final List<Attempt> earlier = new ArrayList<>();

    /** Where it is a turn of. */
    final Talk talk;

    private @Nullable Thread caller;
    private Purse.@Nullable Granted paid;
    private long sentNanos;
    private boolean cancelled;
    private boolean told;

    Flight(PlannedRequest planned, Talk talk, int trial, long intendedNanos, long dispatchedNanos) {
        this.planned = planned;
        this.talk = talk;
        this.trial = trial;
        this.intendedNanos = intendedNanos;
        this.dispatchedNanos = dispatchedNanos;
        this.sentNanos = dispatchedNanos;
    }

    int arm() {
        return planned.arm();
    }

    Phase phase() {
        return planned.phase();
    }

    /** The current thread makes a call from here on. A flight that was cancelled before finds itself interrupted. */
    synchronized void callBegins(long nowNanos) {
        caller = Thread.currentThread();
        sentNanos = nowNanos;
        if (cancelled) {
            caller.interrupt();
        }
    }

    /** The next call is paid for. */
    synchronized void paysWith(Purse.Granted granted) {
        paid = granted;
    }

    /** The call that was paid for has ended so; without one, nothing happens. */
    synchronized void settle(Attempt attempt) {
        Purse.Granted granted = paid;
        paid = null;
        if (granted != null) {
            granted.settle().accept(attempt);
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** A call has failed and may be made again; a cancel still reaches the current thread. */
    synchronized void failed(Attempt attempt) {
        earlier.add(attempt);
    }

    /** Attempts that failed and are followed by another one, in order. */
    synchronized List<Attempt> earlier() {
        return List.copyOf(earlier);
    }

    /** The last call has returned; no cancel reaches this thread any more, and none lingers in its interrupt flag. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    synchronized void callEnds() {
        caller = null;
        Thread.interrupted();
    }

    /** Ends the call, now or as soon as it begins. */
    @SuppressWarnings("Interruption") // the provider's contract: an interrupt ends the call as CANCELLED
    synchronized void cancel() {
        if (!cancelled && caller != null) {
            caller.interrupt();
        }
        cancelled = true;
    }

    /** True for the first that asks; the sample is the asker's to tell. */
    synchronized boolean mayTell() {
        boolean first = !told;
        told = true;
        return first;
    }

    /** When the latest call began; the moment of dispatch when it never did. */
    synchronized long sentNanos() {
        return sentNanos;
    }
}
