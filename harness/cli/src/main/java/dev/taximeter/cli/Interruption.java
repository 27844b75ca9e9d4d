package dev.taximeter.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C: ends the load instead of the process, which lives on until this is closed, at most {@value #LIMIT_SECONDS} s, so
 * that the run can be archived and reported. Before there is a load to end, Ctrl-C ends the process at once.
 */
final class Interruption implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;

    private final Terminal terminal;
    private final AtomicReference<@Nullable Runnable> ending = new AtomicReference<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "interruption");

    Interruption(Terminal terminal) {
        this.terminal = terminal;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What Ctrl-C does from now on. */
    void ends(Runnable load) {
        ending.set(load);
    }

    /** Whether Ctrl-C came. */
    boolean happened() {
        return hook.isAlive() || hook.getState() == Thread.State.TERMINATED;
    }

    @Override
    public void close() {
        closed.countDown();
        if (!happened()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // Ctrl-C came at this very moment: the hook finds everything closed and lets the process end.
            }
        }
    }

    private void interrupted() {
        Runnable load = ending.get();
        if (load == null) {
            return;
        }
        terminal.line("interrupted: no further request is sent; what was measured is kept …");
        load.run();
        try {
            if (!closed.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                terminal.line("the run did not end in time; make its report with: taximeter report FOLDER");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
