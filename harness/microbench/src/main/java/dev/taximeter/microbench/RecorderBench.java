package dev.taximeter.microbench;

import dev.taximeter.model.Sample;
import dev.taximeter.record.Recorder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What counting a sample of 128 chunks into the histograms of its arm costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RecorderBench {
    private static final int CHUNKS = 128;

    private final Recorder recorder = new Recorder();
    private final SampleBench samples = new SampleBench();

    /** Makes what samples are made of. */
    @Setup
    public void makeChunks() {
        samples.chunks = CHUNKS;
        samples.makeChunks();
    }

    /** Makes a sample, as {@link SampleBench#make} does, and records it: the difference is the recording. */
    @Benchmark
    public Sample makeAndRecord() {
        Sample sample = samples.make();
        recorder.accept(sample);
        return sample;
    }
}
