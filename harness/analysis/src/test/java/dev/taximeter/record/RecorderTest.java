package dev.taximeter.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import dev.taximeter.model.ServerFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void percentilesAreWithinAThousandthOfAPlainSort() {
        for (long seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] nanos = IntStream.range(0, 2_000)
                    .mapToLong(_ -> (long) Math.exp(random.nextDouble(2, 30)))
                    .toArray();
            Recorder recorder = new Recorder();
            Arrays.stream(nanos).mapToObj(value -> ok("a", 0, value)).forEach(recorder::accept);
            Arrays.sort(nanos);
            Histogram histogram = recorder.histogram("a", Metric.RESPONSE, Phase.MEASURE);
            for (double percent : new double[] {1, 50, 90, 99, 99.9, 100}) {
                long exact = nanos[(int) Math.ceil(percent * nanos.length / 100) - 1];
                assertThat((double) histogram.getValueAtPercentile(percent))
                        .as("p%s with seed %d", percent, seed)
                        .isCloseTo(exact, within(exact * 0.001 + 1));
            }
        }
    }

    @Test
    void mergingGivesTheSameInAnyOrder() {
        List<Recorder> shards = IntStream.range(0, 4)
                .mapToObj(shard -> {
                    SplittableRandom random = new SplittableRandom(shard);
                    Recorder recorder = new Recorder();
                    for (int i = 0; i < 500; i++) {
                        recorder.accept(ok("a" + random.nextInt(2), 0, random.nextLong(1, 1L << (10 + shard * 8))));
                    }
                    return recorder;
                })
                .toList();
        Recorder forward = new Recorder();
        shards.forEach(forward::add);
        Recorder backward = new Recorder();
        shards.reversed().forEach(backward::add);
        for (String arm : List.of("a0", "a1")) {
            assertThat(forward.histogram(arm, Metric.SERVICE, Phase.MEASURE))
                    .isEqualTo(backward.histogram(arm, Metric.SERVICE, Phase.MEASURE));
        }
        assertThat(forward.progress("a0").measured() + forward.progress("a1").measured())
                .isEqualTo(2_000);
        assertThat(forward.arms()).containsExactlyInAnyOrder("a0", "a1");
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        Recorder recorder = new Recorder();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 50; thread++) {
                threads.execute(() -> IntStream.range(0, 200).forEach(i -> recorder.accept(ok("a", 0, 1 + i))));
            }
        }
        assertThat(recorder.histogram("a", Metric.RESPONSE, Phase.MEASURE).getTotalCount())
                .isEqualTo(10_000);
        assertThat(recorder.progress("a").measured()).isEqualTo(10_000);
    }

    @Test
    void aFastErrorIsNotAFastAnswerButOurLatenessIsCountedAllTheSame() {
        Recorder recorder = new Recorder();
        recorder.accept(ok("a", 0, 100));
        recorder.accept(sample("a", Phase.MEASURE, 0, 1, Outcome.Kind.RATE_LIMITED));
        recorder.accept(sample("a", Phase.WARM_UP, 0, 5, Outcome.Kind.OK));
        assertThat(recorder.histogram("a", Metric.RESPONSE, Phase.MEASURE).getTotalCount())
                .isEqualTo(1);
        assertThat(recorder.histogram("a", Metric.SLOT_WAIT, Phase.MEASURE).getTotalCount())
                .isEqualTo(2);
        assertThat(recorder.histogram("a", Metric.TTFT, Phase.MEASURE).getTotalCount())
                .isZero();
        assertThat(recorder.progress("a")).isEqualTo(new Progress(1, 2, 1, OptionalLong.of(100), OptionalLong.of(100)));
        assertThat(recorder.progress("nobody"))
                .isEqualTo(new Progress(0, 0, 0, OptionalLong.empty(), OptionalLong.empty()));
    }

    @Test
    void aValueAboveTheRangeIsKeptAsTheHighestAndCounted() {
        Recorder recorder = new Recorder();
        recorder.accept(ok("a", 0, Long.MAX_VALUE / 2));
        recorder.accept(ok("a", 0, Recorder.HIGHEST_NANOS));
        assertThat(recorder.overflow("a", Metric.RESPONSE, Phase.MEASURE)).isEqualTo(1);
        assertThat(recorder.histogram("a", Metric.RESPONSE, Phase.MEASURE).getTotalCount())
                .isEqualTo(2);
    }

    @Test
    void eachSecondIsHandedOutOnceAndNoSampleIsLost() {
        List<IntervalHistogram> seconds = new ArrayList<>();
        IntervalRecorder recorder = new IntervalRecorder(seconds::add);
        recorder.accept(ok("a", SECOND / 2, 10));
        recorder.accept(ok("a", 3 * SECOND, 20));
        recorder.accept(ok("a", SECOND / 3, 30));
        recorder.accept(ok("b", 3 * SECOND, 40));
        recorder.close();
        assertThat(seconds)
                .filteredOn(second -> second.metric() == Metric.RESPONSE)
                .extracting(
                        IntervalHistogram::arm,
                        IntervalHistogram::startNanos,
                        second -> second.histogram().getTotalCount())
                .containsExactly(
                        tuple("a", 0L, 1L),
                        tuple("a", 2 * SECOND, 1L),
                        tuple("a", 3 * SECOND, 1L),
                        tuple("b", 3 * SECOND, 1L));
    }

    private static Sample ok(String arm, long intended, long nanos) {
        return sample(arm, Phase.MEASURE, intended, nanos, Outcome.Kind.OK);
    }

    private static Sample sample(String arm, Phase phase, long intended, long nanos, Outcome.Kind kind) {
        Attempt attempt = new Attempt(
                intended,
                OptionalLong.empty(),
                OptionalLong.empty(),
                ChunkTimes.empty(),
                OptionalLong.empty(),
                intended + nanos,
                Outcome.of(kind, ""),
                null,
                null,
                ServerFacts.NONE);
        return new Sample(0, 0, 0, arm, phase, "p", intended, intended, List.of(attempt), null);
    }
}
