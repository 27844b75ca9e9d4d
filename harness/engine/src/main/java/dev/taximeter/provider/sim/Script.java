package dev.taximeter.provider.sim;

import dev.taximeter.provider.Call;

/** What a scripted system does with each call. A pure function; called from many threads. */
@FunctionalInterface
public interface Script {

    /**
     * The turn for this call.
     *
     * @param sentNanos when the call came, after the start of the run
     */
    Turn turn(Call call, long sentNanos);

    /** The same, but the whole system stands still for a while: calls that come then begin only when it moves again. */
    default Script stallingAt(long fromNanos, long lengthNanos) {
        long endNanos = fromNanos + lengthNanos;
        return (call, sentNanos) -> {
            Turn turn = turn(call, sentNanos);
            return sentNanos < fromNanos || sentNanos >= endNanos ? turn : turn.delayed(endNanos - sentNanos);
        };
    }

    /** The same, but every {@code n}-th sequence number gets this turn instead, the {@code n - 1}-th first. */
    default Script everyNth(int n, Turn other) {
        return (call, sentNanos) -> call.seq() % n == n - 1 ? other : turn(call, sentNanos);
    }
}
