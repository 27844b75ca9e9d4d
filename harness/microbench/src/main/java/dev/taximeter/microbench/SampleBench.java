package dev.taximeter.microbench;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.TokenUsage;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What making a sample of a streamed answer costs, with all its checks, and reading its derived times. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SampleBench {
    /** Content chunks of the answer. */
    @Param({"1", "128"})
    public int chunks;

    private long[] chunkNanos = new long[0];

    /** Makes the chunks' times. */
    @Setup
    public void makeChunks() {
        chunkNanos = new long[chunks];
        for (int i = 0; i < chunks; i++) {
            chunkNanos[i] = 1_000_000 + i * 20_000L;
        }
    }

    /** Times to sample. */
    @Benchmark
    public Sample make() {
        long doneNanos = chunkNanos[chunks - 1] + 1000;
        Attempt attempt = new Attempt(
                500_000,
                OptionalLong.of(900_000),
                OptionalLong.of(950_000),
                ChunkTimes.of(chunkNanos),
                OptionalLong.of(doneNanos),
                doneNanos,
                Outcome.ok(200),
                new TokenUsage(20, 0, 0, chunks, 0, false),
                "stop",
                ServerFacts.NONE);
        return new Sample(1, 0, 0, "arm", Phase.MEASURE, "p1", 400_000, 450_000, List.of(attempt), null);
    }

    /** The same, and the times that reports want. */
    @Benchmark
    public long makeAndRead() {
        Sample sample = make();
        return sample.responseTimeNanos()
                + sample.ttftNanos().orElse(0)
                + sample.tpotNanos().orElse(0);
    }
}
