package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Environment;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Order;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhArmsTest {
    private static final String RESULTS = """
        [{"jmhVersion":"1.37","benchmark":"a.b.NluBench.parse","mode":"sample","threads":1,"forks":2,
          "jdkVersion":"25","warmupIterations":2,"warmupTime":"3 s","measurementIterations":1,"measurementTime":"4 s",
          "primaryMetric":{"scoreUnit":"us/op","rawDataHistogram":[[[[1.5,3],[2.0,1]]],[[[1.0,2]]]]},
          "secondaryMetrics":{"gc.alloc.rate.norm":{"score":1234.5,"scoreUnit":"B/op"}}},
         {"benchmark":"a.b.PlanBench.plan","mode":"avgt","primaryMetric":{"scoreUnit":"ns/op"}}]
        """;

    @TempDir
    private Path folder;

    @Test
    void everySampledCallBecomesASampleInItsIterationAndFork() throws IOException {
        JmhResults results = JmhResults.read(file(RESULTS));
        assertThat(results.notSampled()).containsExactly("a.b.PlanBench.plan");
        JmhArms arms = new JmhArms(run(), List.of());
        arms.add(results.benchmarks().getFirst());

        assertThat(arms.samples().stream().map(Sample::serviceTimeNanos))
                .containsExactlyInAnyOrder(1_500L, 1_500L, 1_500L, 2_000L, 1_000L, 1_000L);
        assertThat(arms.samples().stream().map(Sample::trial)).containsExactly(3, 3, 3, 3, 4, 4);
        assertThat(arms.samples().stream().map(Sample::block)).containsExactly(0, 0, 0, 0, 1, 1);
        assertThat(arms.samples().stream().map(Sample::seq)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(arms.samples().stream()
                        .flatMapToLong(Metric.RESPONSE::nanosOf)
                        .sum())
                .isEqualTo(8_500);
    }

    @Test
    void allOfACallIsTheModelsOwnTime() throws IOException {
        JmhArms arms = new JmhArms(run(), List.of());
        arms.add(JmhResults.read(file(RESULTS)).benchmarks().getFirst());

        assertThat(arms.samples().stream()
                        .flatMapToLong(Metric.SERVER_INFERENCE::nanosOf)
                        .sum())
                .isEqualTo(8_500);
    }

    @Test
    void severalFilesOfABenchmarkAreOneArmWithAllTheirForks() throws IOException {
        Path file = file(RESULTS);
        JmhResults results = JmhResults.read(List.of(file, file));
        JmhArms arms = new JmhArms(run(), List.of());
        arms.add(results.benchmarks().getFirst());

        assertThat(results.benchmarks()).hasSize(1);
        assertThat(arms.samples().stream().map(Sample::trial)).containsExactly(3, 3, 3, 3, 4, 4, 5, 5, 5, 5, 6, 6);
    }

    @Test
    void theArmIsMarkedAndSaysHowItWasMeasured() throws IOException {
        JmhArms arms = new JmhArms(run(), List.of());
        arms.add(JmhResults.read(file(RESULTS)).benchmarks().getFirst());
        RunManifest joined = arms.manifest("both");

        ArmFacts arm = joined.arms().getLast();
        assertThat(joined.arms()).hasSize(2);
        assertThat(arm.label()).isEqualTo("parse (JMH)");
        assertThat(arm.vendor()).isEqualTo("jmh");
        assertThat(arm.emulated()).isFalse();
        assertThat(joined.plannedRequests()).containsEntry("jmh-parse-2", 6L).containsEntry("jmh-parse", 9L);
        assertThat(joined.priceProblems().get("jmh-parse-2"))
                .isEqualTo("measured by JMH 1.37 on JVM 25 with 1 thread: 2 forks, 2 warm-up iterations of 3 s,"
                        + " 1 iterations of 4 s, 1,235 bytes allocated a call");
    }

    @Test
    void tooManyCallsAreThinnedEvenlyOverTheirRanks() {
        JmhResults.Iteration iteration = new JmhResults.Iteration(
                0,
                List.of(new JmhResults.Bin(1, 900_000), new JmhResults.Bin(5, 90_000), new JmhResults.Bin(9, 10_000)));
        JmhArms arms = new JmhArms(run(), List.of());
        arms.add(new JmhResults.Benchmark("B.b", "b", "measured", List.of(iteration)));

        assertThat(arms.samples()).hasSize(JmhArms.MOST_CALLS);
        assertThat(arms.samples().stream().filter(sample -> sample.serviceTimeNanos() == 9))
                .hasSize(200);
        assertThat(arms.samples().stream().filter(sample -> sample.serviceTimeNanos() == 5))
                .hasSize(1_800);
        assertThat(arms.manifest("x").priceProblems().get("jmh-b"))
                .isEqualTo("measured; 20000 of 1,000,000 sampled calls are kept");
    }

    @Test
    void aFileWithoutSampledBenchmarksIsRefused() {
        assertThatThrownBy(() -> JmhResults.read(file("[]"))).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> JmhResults.read(file("no"))).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> JmhResults.read(folder.resolve("none.json"))).isInstanceOf(UserError.class);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("jmh.json"), text);
    }

    /** Of one arm and three trials. */
    private static RunManifest run() {
        Load load = new Load(
                new LoadModel.Closed(1, 0),
                new Extent.Requests(0),
                new Extent.Requests(9),
                1,
                1,
                1,
                3,
                Order.INTERLEAVED,
                1);
        Instant start = Instant.parse("2026-11-22T12:00:00Z");
        return new RunManifest(
                1,
                "run",
                "0",
                "test",
                "",
                "",
                "",
                42,
                Task.INTENT,
                false,
                16,
                false,
                10,
                null,
                load,
                List.of(new ArmFacts("jmh-parse", "NLU", "nlu", "m", null, null, null, null, 1)),
                Map.of("jmh-parse", 9L),
                start,
                start,
                RunManifest.Status.COMPLETE,
                new Environment("Linux", "cpu", 2, 1, "jvm", "G1", 30),
                Map.of(),
                Map.of(),
                null,
                List.of(),
                List.of(),
                null);
    }
}
