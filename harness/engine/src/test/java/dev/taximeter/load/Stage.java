package dev.taximeter.load;

import dev.taximeter.model.Plan;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Scenario;
import dev.taximeter.plan.Planner;
import dev.taximeter.plan.Scenarios;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.sim.Script;
import dev.taximeter.provider.sim.SimulatedProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays a scenario against a scripted system in simulated time, and keeps what happened. */
final class Stage {
    final SimulatedTime time = new SimulatedTime();
    final List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
    final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    final Scenario scenario;
    final Plan plan;
    final LoadProgress progress;
    final LoadEngine engine;

    Stage(Scenarios scenario) {
        this(scenario, (prompt, reply) -> null);
    }

    Stage(Scenarios scenario, Judging judging) {
        this(scenario, judging, 0);
    }

    Stage(Scenarios scenario, Purse purse) {
        this(scenario, (prompt, reply) -> null, purse, 0);
    }

    /** @param hiccupNanos time that the pacing thread loses while it starts its tenth thread */
    Stage(Scenarios scenario, Judging judging, long hiccupNanos) {
        this(scenario, judging, Purse.BOTTOMLESS, hiccupNanos);
    }

    private Stage(Scenarios scenario, Judging judging, Purse purse, long hiccupNanos) {
        this.scenario = scenario.make();
        this.plan = Planner.plan(this.scenario);
        this.progress = new LoadProgress(plan, scenario.arms());
        this.engine = new LoadEngine(judging, purse, task -> {
            if (started.incrementAndGet() == 10 && hiccupNanos > 0) {
                time.sleep(hiccupNanos);
            }
            return time.newThread(task);
        });
    }

    /** Plays it to its end. */
    LoadResult play(Script script) throws InterruptedException {
        return play(new SimulatedProvider(script));
    }

    /** Plays it to its end. */
    LoadResult play(Provider provider) throws InterruptedException {
        return engine.run(scenario, plan, _ -> watched(provider), samples::add, RunClock.startingNow(time), progress);
    }

    /** A provider whose calls, opening and closing are counted. */
    Provider watched(Provider provider) {
        opened.incrementAndGet();
        return new Watched(provider);
    }

    private final class Watched implements Provider {
        private final Provider provider;

        Watched(Provider provider) {
            this.provider = provider;
        }

        @Override
        public Reply call(Call call, RunClock clock) {
            calls.add(call);
            return provider.call(call, clock);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            provider.close();
        }
    }
}
