package dev.taximeter.microbench;

import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Arm;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.CachePolicy;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Order;
import dev.taximeter.model.Plan;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.model.Workload;
import dev.taximeter.plan.Planner;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

/** How long drawing a whole plan takes: four arms, so four times {@code requests}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PlanBench {
    private static final long SECOND_NANOS = 1_000_000_000;

    /** Measured requests of each arm. */
    @Param({"1000", "100000"})
    public long requests;

    /** How the arms share the time. */
    @Param({"INTERLEAVED", "SIDE_BY_SIDE"})
    public Order order = Order.INTERLEAVED;

    private Scenario scenario = scenario(1, Order.INTERLEAVED);

    /** Makes the scenario of these parameters. */
    @Setup
    public void makeScenario() {
        scenario = scenario(requests, order);
    }

    /** Scenario and seed to plan. */
    @Benchmark
    public Plan plan() {
        return Planner.plan(scenario);
    }

    private static Scenario scenario(long requests, Order order) {
        List<Arm> arms = Stream.of("a", "b", "c", "d").map(PlanBench::arm).toList();
        List<Prompt> prompts = IntStream.range(0, 500)
                .mapToObj(i -> new Prompt("p" + i, "prompt " + i, null))
                .toList();
        Workload workload = new Workload(
                Task.CHAT, "", prompts, List.of(), List.of(), AnswerShape.text(16), true, CachePolicy.ALLOW);
        Load load = new Load(
                new LoadModel.Open(new Arrivals.Poisson(1000), 256),
                new Extent.Requests(20),
                new Extent.Requests(requests),
                30 * SECOND_NANOS,
                60 * SECOND_NANOS,
                30 * SECOND_NANOS,
                1,
                order,
                10);
        return new Scenario("bench", "", arms, workload, load, 42, null, "");
    }

    private static Arm arm(String name) {
        Target target = new Target.Http(
                Dialect.OPENAI_CHAT, URI.create("http://127.0.0.1:1"), "m", null, null, Credential.NONE);
        return new Arm(name, name, target, null, null, 1);
    }
}
