package dev.taximeter.plan;

import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Arm;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.CachePolicy;
import dev.taximeter.model.Conversation;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Extent;
import dev.taximeter.model.FewShot;
import dev.taximeter.model.Instructions;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Order;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Retries;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Sweep;
import dev.taximeter.model.Target;
import dev.taximeter.model.Task;
import dev.taximeter.model.Workload;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
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
        Retries retries,
        UnaryOperator<Scenario> finish) {

    public static Scenarios open(Arrivals arrivals) {
        return open(arrivals, 1_000_000);
    }

    public static Scenarios open(Arrivals arrivals, int maxInFlight) {
        return of(new LoadModel.Open(arrivals, maxInFlight));
    }

    /** An open loop in which a user thinks so long before the next turn of a conversation. */
    public static Scenarios openThinking(Arrivals arrivals, Duration thinkTime) {
        return of(new LoadModel.Open(arrivals, 1_000_000, thinkTime.toNanos()));
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
                Retries.NONE,
                UnaryOperator.identity());
    }

    public Scenarios seed(long newSeed) {
        return new Scenarios(
                newSeed, arms, prompts, model, warmUp, measure, trials, order, blocks, drain, retries, finish);
    }

    public Scenarios arms(String... names) {
        return new Scenarios(
                seed, List.of(names), prompts, model, warmUp, measure, trials, order, blocks, drain, retries, finish);
    }

    public Scenarios warmUp(Extent extent) {
        return new Scenarios(
                seed, arms, prompts, model, extent, measure, trials, order, blocks, drain, retries, finish);
    }

    public Scenarios measure(Extent extent) {
        return new Scenarios(seed, arms, prompts, model, warmUp, extent, trials, order, blocks, drain, retries, finish);
    }

    public Scenarios measure(long requests) {
        return measure(new Extent.Requests(requests));
    }

    public Scenarios measure(Duration duration) {
        return measure(new Extent.Time(duration.toNanos()));
    }

    public Scenarios trials(int count) {
        return new Scenarios(seed, arms, prompts, model, warmUp, measure, count, order, blocks, drain, retries, finish);
    }

    public Scenarios interleaved(int blockCount) {
        return new Scenarios(
                seed,
                arms,
                prompts,
                model,
                warmUp,
                measure,
                trials,
                Order.INTERLEAVED,
                blockCount,
                drain,
                retries,
                finish);
    }

    public Scenarios drain(Duration duration) {
        return new Scenarios(
                seed, arms, prompts, model, warmUp, measure, trials, order, blocks, duration, retries, finish);
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
                new Retries(max, cap.toNanos()),
                finish);
    }

    /** So many scripted conversations of so many turns each. */
    public Scenarios conversations(int count, int turns) {
        return finished(scenario -> {
            Workload old = scenario.workload();
            List<Conversation> all = IntStream.range(0, count)
                    .mapToObj(i -> new Conversation(i * turns, turns))
                    .toList();
            Workload talks = new Workload(
                    Task.CONVERSATION,
                    Instructions.NONE,
                    texts(count * turns),
                    List.of(),
                    List.of(),
                    FewShot.NONE,
                    all,
                    null,
                    null,
                    null,
                    old.answer(),
                    true,
                    old.cache());
            return new Scenario(
                    scenario.name(), "", scenario.arms(), talks, scenario.load(), seed, null, Sweep.turns(turns), "");
        });
    }

    /** Ended as soon as it is decided. */
    public Scenarios untilDecided() {
        return finished(s -> {
            Load old = s.load();
            Load load = new Load(
                    old.model(),
                    old.warmUp(),
                    old.measure(),
                    true,
                    old.drainNanos(),
                    old.timeoutNanos(),
                    old.stallNanos(),
                    old.trials(),
                    old.order(),
                    old.blocks(),
                    old.retries());
            return new Scenario(s.name(), "", s.arms(), s.workload(), load, seed, null, "");
        });
    }

    /** With this varied; as many prompts as there are for each level where prompts have levels. */
    public Scenarios sweep(Sweep sweep) {
        return finished(s -> new Scenario(s.name(), "", s.arms(), s.workload(), s.load(), seed, null, sweep, ""));
    }

    private Scenarios finished(UnaryOperator<Scenario> newFinish) {
        return new Scenarios(
                seed, arms, prompts, model, warmUp, measure, trials, order, blocks, drain, retries, newFinish);
    }

    public Scenarios prompts(int count) {
        return new Scenarios(seed, arms, count, model, warmUp, measure, trials, order, blocks, drain, retries, finish);
    }

    public Scenario make() {
        Load load = new Load(
                model,
                warmUp,
                measure,
                false,
                drain.toNanos(),
                Duration.ofSeconds(60).toNanos(),
                Duration.ofSeconds(30).toNanos(),
                trials,
                order,
                blocks,
                retries);
        return finish.apply(
                new Scenario("test", "", arms.stream().map(Scenarios::arm).toList(), workload(), load, seed, null, ""));
    }

    private Workload workload() {
        return new Workload(
                Task.CHAT, "", texts(prompts), List.of(), List.of(), AnswerShape.text(16), true, CachePolicy.BUST);
    }

    private static List<Prompt> texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Prompt("p" + i, "prompt " + i, null))
                .toList();
    }

    private static Arm arm(String name) {
        Target target = new Target.Http(
                Dialect.OPENAI_CHAT, URI.create("http://127.0.0.1:1"), "m", null, null, Credential.NONE);
        return new Arm(name, name, target, null, null, 1);
    }
}
