package dev.taximeter.load;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether a run is to end early, and the bug that ends it. Thread-safe. */
final class Halt {
    private enum Level {
        PLAY,
        STOP,
        CANCEL
    }

    private final AtomicReference<Level> level = new AtomicReference<>(Level.PLAY);
    private final AtomicReference<@Nullable Throwable> bug = new AtomicReference<>();

    /** Asked once: nothing more is sent. Asked again: what is open is cancelled too. */
    void ask() {
        level.updateAndGet(now -> now == Level.PLAY ? Level.STOP : Level.CANCEL);
    }

    /** Nothing more is sent, and this is thrown once everything measured was delivered. */
    void because(Throwable cause) {
        if (!bug.compareAndSet(null, cause)) {
            Throwable first = bug.get();
            if (first != null && !first.equals(cause)) {
                first.addSuppressed(cause);
            }
        }
        level.compareAndSet(Level.PLAY, Level.STOP);
    }

    /** Whether nothing more may be sent. */
    boolean stopped() {
        return level.get() != Level.PLAY;
    }

    /** Whether open requests are not waited for either. */
    boolean cancelled() {
        return level.get() == Level.CANCEL;
    }

    /** Throws the bug, if there was one. */
    void throwBug() {
        switch (bug.get()) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }
}
