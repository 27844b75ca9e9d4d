package dev.taximeter.plan;

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
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Retries;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.model.Workload;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Scenarios for tests: one arm {@code a}, seven prompts, ten requests at 10/s, and what a test changes in that. */
public record Scenarios(
        long seed,
        List<String> arms,
        int prompts,
        LoadModel model,
        Extent warmUp,
        Extent measure,
        int trials,
        Order order,
        int blocks,
        Duration drain,
        Retries retries) {

    public static Scenarios open(Arrivals arrivals) {
        return open(arrivals, 1_000_000);
    }

    public static Scenarios open(Arrivals arrivals, int maxInFlight) {
        return of(new LoadModel.Open(arrivals, maxInFlight));
    }

    public static Scenarios closed(int users, Duration thinkTime) {
        return of(new LoadModel.Closed(users, thinkTime.toNanos()));
    }

    private static Scenarios of(LoadModel model) {
        return new Scenarios(
                42,
                List.of("a"),
                7,
                model,
                new Extent.Requests(0),
                new Extent.Requests(10),
                1,
                Order.SIDE_BY_SIDE,
                1,
                Duration.ofSeconds(30),
                Retries.NONE);
    }

    public Scenarios seed(long newSeed) {
        return new Scenarios(newSeed, arms, prompts, model, warmUp, measure, trials, order, blocks, drain, retries);
    }

    public Scenarios arms(String... names) {
        return new Scenarios(
                seed, List.of(names), prompts, model, warmUp, measure, trials, order, blocks, drain, retries);
    }

    public Scenarios warmUp(Extent extent) {
        return new Scenarios(seed, arms, prompts, model, extent, measure, trials, order, blocks, drain, retries);
    }

    public Scenarios measure(Extent extent) {
        return new Scenarios(seed, arms, prompts, model, warmUp, extent, trials, order, blocks, drain, retries);
    }

    public Scenarios measure(long requests) {
        return measure(new Extent.Requests(requests));
    }

    public Scenarios measure(Duration duration) {
        return measure(new Extent.Time(duration.toNanos()));
    }

    public Scenarios trials(int count) {
        return new Scenarios(seed, arms, prompts, model, warmUp, measure, count, order, blocks, drain, retries);
    }

    public Scenarios interleaved(int blockCount) {
        return new Scenarios(
                seed, arms, prompts, model, warmUp, measure, trials, Order.INTERLEAVED, blockCount, drain, retries);
    }

    public Scenarios drain(Duration duration) {
        return new Scenarios(seed, arms, prompts, model, warmUp, measure, trials, order, blocks, duration, retries);
    }

    public Scenarios retries(int max, Duration cap) {
        return new Scenarios(
                seed,
                arms,
                prompts,
                model,
                warmUp,
                measure,
                trials,
                order,
                blocks,
                drain,
                new Retries(max, cap.toNanos()));
    }

    public Scenario make() {
        Load load = new Load(
                model,
                warmUp,
                measure,
                drain.toNanos(),
                Duration.ofSeconds(60).toNanos(),
                Duration.ofSeconds(30).toNanos(),
                trials,
                order,
                blocks,
                retries);
        return new Scenario("test", "", arms.stream().map(Scenarios::arm).toList(), workload(), load, seed, null, "");
    }

    private Workload workload() {
        List<Prompt> texts = IntStream.range(0, prompts)
                .mapToObj(i -> new Prompt("p" + i, "prompt " + i, null))
                .toList();
        return new Workload(Task.CHAT, "", texts, List.of(), List.of(), AnswerShape.text(16), true, CachePolicy.BUST);
    }

    private static Arm arm(String name) {
        Target target = new Target.Http(
                Dialect.OPENAI_CHAT, URI.create("http://127.0.0.1:1"), "m", null, null, Credential.NONE);
        return new Arm(name, name, target, null, null, 1);
    }
}
