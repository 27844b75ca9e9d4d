package dev.taximeter.serve;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Target.Batching;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The queue in front of a model. Requests are answered first come first served, several at once where {@link Batching}
 * allows it: a batch goes when it is full, or when its first request has waited as long as it may. What does not fit into
 * the queue is refused, so that a server in trouble says so at once. Thread-safe.
 *
 * @param <T> what the model makes of a text
 */
public final class Batcher<T> implements AutoCloseable {
    private final Function<List<String>, List<T>> model;
    private final Batching batching;
    private final NanoClock clock;
    private final BlockingQueue<Job<T>> queue;
    private final List<Thread> threads;
    private volatile boolean closed;

    /**
     * @param model makes as many results as it is given texts; called on platform threads
     * @param capacity requests that may wait, at least 1
     * @param inferences at once, at least 1
     */
    public Batcher(
            Function<List<String>, List<T>> model, Batching batching, int capacity, int inferences, NanoClock clock) {
        this.model = model;
        this.batching = batching;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.threads = IntStream.range(0, inferences)
                .mapToObj(
                        i -> Thread.ofPlatform().name("inference-" + i).daemon().start(this::work))
                .toList();
    }

    /** Told of the end of a request, on an inference's thread; must be quick. */
    @FunctionalInterface
    public interface Ending<T> {
        void ended(Inferred<T> inferred);
    }

    /**
     * How a request ended. Times are the clock's.
     *
     * @param result null when the model failed
     * @param failure why; null when it did not
     * @param fromNanos the model began with its batch
     * @param toNanos the model was done with it
     * @param batch requests in it
     */
    public record Inferred<T>(@Nullable T result, @Nullable String failure, long fromNanos, long toNanos, int batch) {}

    private record Job<T>(String text, long receivedNanos, Ending<T> ending) {}

    /**
     * Queues a request.
     *
     * @param receivedNanos from which its wait for others counts
     * @return false when the queue is full; nothing happens then
     */
    public boolean offer(String text, long receivedNanos, Ending<T> ending) {
        return !closed && queue.offer(new Job<>(text, receivedNanos, ending));
    }

    /** Queues a request, and waits for room. */
    public void put(String text, long receivedNanos, Ending<T> ending) throws InterruptedException {
        queue.put(new Job<>(text, receivedNanos, ending));
    }

    /** Requests that wait. */
    public int waiting() {
        return queue.size();
    }

    /** Requests that could be queued now. */
    public int room() {
        return queue.remainingCapacity();
    }

    private void work() {
        try {
            while (!closed) {
                infer(gather());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private List<Job<T>> gather() throws InterruptedException {
        List<Job<T>> batch = new ArrayList<>(batching.most());
        Job<T> first = queue.take();
        batch.add(first);
        long untilNanos = first.receivedNanos() + batching.delayNanos();
        while (batch.size() < batching.most()) {
            Job<T> next = queue.poll(Math.max(0, untilNanos - clock.nanos()), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    /** The worker boundary: a model that fails answers with the reason, and the next batch is tried. */
    private void infer(List<Job<T>> batch) {
        long fromNanos = clock.nanos();
        List<T> results = List.of();
        String failure = null;
        try {
            results = model.apply(batch.stream().map(Job::text).toList());
        } catch (RuntimeException e) {
            failure = String.valueOf(e.getMessage() == null ? e : e.getMessage());
        }
        long toNanos = clock.nanos();
        for (int i = 0; i < batch.size(); i++) {
            T result = failure == null ? results.get(i) : null;
            batch.get(i).ending().ended(new Inferred<>(result, failure, fromNanos, toNanos, batch.size()));
        }
    }

    /** Ends the inferences; what waits is not answered. Safe to call twice. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
