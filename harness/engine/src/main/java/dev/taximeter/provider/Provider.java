package dev.taximeter.provider;

import dev.taximeter.model.RunClock;

/** One system under test. Thread-safe: many calls are open at once. */
public interface Provider extends AutoCloseable {

    /**
     * Makes one call and returns when it has ended, well or badly. Runs on the caller's (virtual) thread.
     *
     * <p>A failed request is a reply with its {@link dev.taximeter.model.Outcome}, never an exception. When the thread
     * is interrupted the call is ended and the outcome is {@code CANCELLED}; the thread's interrupt flag stays set.
     *
     * @param clock gives every time in the reply
     */
    Reply call(Call call, RunClock clock);

    /** Ends open connections. Safe to call twice. */
    @Override
    void close();
}
