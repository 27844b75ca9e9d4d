package dev.taximeter.archive;

import dev.taximeter.model.Answer;
import dev.taximeter.model.Sample;
import dev.taximeter.record.IntervalRecorder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes samples from many threads and writes them on one platform thread of its own, so that nothing is encoded where
 * something is measured. The writer wakes ten times a second and hands all that has come to the operating system: a
 * killed process loses at most that tenth and what is being written. When {@code capacity} samples wait, the giver waits too: a sample is never
 * dropped.
 *
 * <p>When the disk fails, the writer goes on emptying the queue so that nobody waits for ever, and the failure comes out
 * of the next {@link #accept} and of {@link #close}.
 */
final class SampleLog implements AutoCloseable {
    private static final int BATCH = 1024;
    private static final long REST_NANOS = 100_000_000L;

    private final BlockingQueue<Sample> queue;
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private final JsonMapper mapper = RunJson.mapper();
    private final OutputStream samples;
    private final HistogramLog histograms;
    private final @Nullable BrokenLog broken;
    private final IntervalRecorder intervals;
    private final Bodies bodies;
    private final Thread writer;
    private volatile boolean closed;
    private volatile @Nullable Exception failure;

    SampleLog(OutputStream samples, HistogramLog histograms, Bodies bodies, int capacity) {
        this(samples, histograms, null, bodies, capacity);
    }

    /** @param broken gets the answers that are no valid JSON; null for nobody */
    SampleLog(OutputStream samples, HistogramLog histograms, @Nullable BrokenLog broken, Bodies bodies, int capacity) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.samples = new BufferedOutputStream(samples, 1 << 16);
        this.histograms = histograms;
        this.broken = broken;
        this.intervals = new IntervalRecorder(histograms::write);
        this.bodies = bodies;
        this.writer = Thread.ofPlatform().name("taximeter-archive").daemon().unstarted(this::writeUntilClosed);
    }

    void start() {
        writer.start();
    }

    /**
     * @throws UncheckedIOException when an earlier sample could not be written
     * @throws IllegalStateException after {@link #close}
     */
    void accept(Sample sample) {
        gate.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("a sample after the end of the run: " + sample.seq());
            }
            Exception problem = failure;
            if (problem != null) {
                throw new UncheckedIOException(asIoException(problem));
            }
            if (!queue.offer(sample)) {
                LockSupport.unpark(writer);
                finish(() -> queue.put(sample));
            }
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Writes all that was accepted. May be called again. */
    @Override
    public void close() throws IOException {
        gate.writeLock().lock();
        try {
            closed = true;
        } finally {
            gate.writeLock().unlock();
        }
        LockSupport.unpark(writer);
        finish(writer::join);
        Exception problem = failure;
        if (problem != null) {
            throw asIoException(problem);
        }
    }

    private void writeUntilClosed() {
        while (!closed) {
            LockSupport.parkNanos(this, REST_NANOS);
            writeWhatWaits();
        }
        writeWhatWaits();
        guarded(() -> {
            intervals.close();
            histograms.close();
            samples.close();
            if (broken != null) {
                broken.close();
            }
        });
    }

    private void writeWhatWaits() {
        List<Sample> batch = new ArrayList<>(BATCH);
        while (queue.drainTo(batch, BATCH) > 0) {
            guarded(() -> write(batch));
            batch.clear();
        }
    }

    private void write(List<Sample> batch) throws IOException {
        for (Sample sample : batch) {
            samples.write(mapper.writeValueAsBytes(bodies == Bodies.STORE ? sample : withoutText(sample)));
            samples.write('\n');
        }
        samples.flush();
        writeBroken(batch);
        batch.forEach(intervals::accept);
        histograms.flush();
    }

    private void writeBroken(List<Sample> batch) throws IOException {
        if (broken != null) {
            for (Sample sample : batch) {
                broken.accept(sample);
            }
            broken.flush();
        }
    }

    /** The worker boundary: whatever goes wrong here is told to the threads that give samples. */
    private void guarded(Writing writing) {
        if (failure != null) {
            return;
        }
        try {
            writing.run();
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    /** Waits to the end even when the thread is interrupted, which it is told afterwards: no sample may be lost. */
    private static void finish(Waiting waiting) {
        boolean interrupted = false;
        boolean finished = false;
        while (!finished) {
            try {
                waiting.run();
                finished = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static IOException asIoException(Exception problem) {
        return new IOException("the run's samples cannot be written: " + problem.getMessage(), problem);
    }

    private static Sample withoutText(Sample sample) {
        Answer answer = sample.answer();
        if (answer == null || answer.text() == null) {
            return sample;
        }
        return new Sample(
                sample.seq(),
                sample.trial(),
                sample.block(),
                sample.arm(),
                sample.phase(),
                sample.promptId(),
                sample.level(),
                sample.intendedNanos(),
                sample.dispatchedNanos(),
                sample.attempts(),
                answer.withoutText());
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    @FunctionalInterface
    private interface Waiting {
        void run() throws InterruptedException;
    }
}
