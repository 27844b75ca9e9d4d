package dev.taximeter.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunWriterTest {
    @TempDir
    private Path runs;

    @Test
    void manyThreadsAndAnInterruptLoseNothing() throws IOException {
        int threads = 40;
        int each = 250;
        List<Sample> samples = RandomRuns.samples(7, threads * each);
        RunWriter writer = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < threads; thread++) {
                int first = thread * each;
                executor.execute(() -> {
                    if (first == 0) {
                        Thread.currentThread().interrupt();
                    }
                    IntStream.range(first, first + each).mapToObj(samples::get).forEach(writer::accept);
                });
            }
        }
        writer.close();
        assertThat(RunArchive.open(writer.folder()).samples()).containsExactlyInAnyOrderElementsOf(samples);
    }

    @Test
    void aFullQueueMakesTheGiverWaitAndLosesNothing() throws Exception {
        var disk = new SlowDisk();
        SampleLog log = new SampleLog(disk, histograms(), Bodies.DROP, 8);
        Sample sample = RandomRuns.samples(1, 1).getFirst();
        long count = 3_000;
        Thread giver = Thread.ofVirtual().start(() -> LongStream.range(0, count).forEach(_ -> log.accept(sample)));
        log.start();
        while (giver.getState() != Thread.State.WAITING && giver.isAlive()) {
            Thread.onSpinWait();
        }
        disk.open.countDown();
        giver.join();
        log.close();
        assertThat(disk.lines).isEqualTo(count);
    }

    @Test
    void aFailingDiskIsToldToTheGiverAndAtTheEnd() throws IOException {
        OutputStream disk = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("no space left");
            }
        };
        SampleLog log = new SampleLog(disk, histograms(), Bodies.DROP, 8);
        log.start();
        Sample sample = RandomRuns.samples(1, 1).getFirst();
        assertThatThrownBy(() -> {
                    while (true) {
                        log.accept(sample);
                    }
                })
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no space left");
        assertThatThrownBy(log::close).isInstanceOf(IOException.class).hasMessageContaining("no space left");
    }

    @Test
    void aSampleAfterTheEndIsABug() throws IOException {
        RunWriter writer = RunWriter.create(runs, RandomRuns.manifest(), RandomRuns.plan());
        writer.close();
        writer.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> writer.accept(RandomRuns.samples(1, 1).getFirst()))
                .withMessageContaining("after the end");
    }

    private static HistogramLog histograms() {
        return new HistogramLog(new ByteArrayOutputStream(), RandomRuns.manifest());
    }

    /** Writes nothing before it is opened. */
    private static final class SlowDisk extends OutputStream {
        final CountDownLatch open = new CountDownLatch(1);
        long lines;

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            for (int i = offset; i < offset + length; i++) {
                lines += bytes[i] == '\n' ? 1 : 0;
            }
        }
    }
}
