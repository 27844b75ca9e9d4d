package dev.taximeter.emulator.pubsub;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The one thread to which all state belongs, and its timers. */
final class Clockwork {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("fake-pubsub").daemon().factory());

    /** Does it on the thread; a refusal goes to whoever asked. */
    void run(StreamObserver<?> asker, Runnable task) {
        submit(() -> {
            try {
                task.run();
            } catch (StatusRuntimeException refused) {
                asker.onError(refused);
            }
        });
    }

    /** Does it on the thread. */
    void submit(Runnable task) {
        after(0, task);
    }

    /** Does it on the thread, later. */
    void after(long nanos, Runnable task) {
        Future<?> _ = timer(nanos, task);
    }

    /** The same, unless it is cancelled before. */
    Future<?> timer(long nanos, Runnable task) {
        try {
            return thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null); // it has ended
        }
    }

    /** Ends; what was to come does not. */
    void stop() {
        thread.shutdownNow();
    }
}
