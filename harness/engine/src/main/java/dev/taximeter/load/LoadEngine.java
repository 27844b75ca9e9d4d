package dev.taximeter.load;

import dev.taximeter.model.Plan;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.SampleSink;
import dev.taximeter.model.Scenario;
import dev.taximeter.provider.ProviderSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

/**
 * Plays a plan. One engine plays one run.
 *
 * <p>Every request that was due yields exactly one sample; so the whole plan does, unless the run or an arm is stopped or
 * a bug ends it. A request that is late is sent late, none is skipped, and the plan is never moved.
 */
public final class LoadEngine {
    private final Judging judging;
    private final Purse purse;
    private final ThreadFactory threads;
    private final Halt halt = new Halt();

    /** An engine whose requests run on virtual threads. */
    public LoadEngine(Judging judging, Purse purse) {
        this(judging, purse, Thread.ofVirtual().name("request-", 0).factory());
    }

    /** @param threads makes a thread for each request, and for each user of a closed loop */
    LoadEngine(Judging judging, Purse purse, ThreadFactory threads) {
        this.judging = judging;
        this.purse = purse;
        this.threads = threads;
    }

    /** As the other, of a run that is as long as its plan. */
    public LoadResult run(
            Scenario scenario,
            Plan plan,
            ProviderSource providers,
            SampleSink sink,
            RunClock clock,
            LoadProgress progress)
            throws InterruptedException {
        return run(scenario, plan, providers, sink, clock, progress, () -> false);
    }

    /**
     * Plays the plan on the current thread, and returns when the last request has ended.
     *
     * <p>Each trial has fresh providers, opened before it and closed after it. A segment is drained before the next one
     * begins.
     *
     * @param scenario that the plan was drawn from
     * @param providers opens an arm's system, outside the timed sections
     * @param sink is called from many threads
     * @param clock of the run; its time 0 is before now
     * @param progress is kept up to date
     * @param enough asked after those rounds that {@link dev.taximeter.model.Load#looks} names, but the last: whether
     *     the run may end here
     * @throws InterruptedException when the current thread is interrupted; open requests have been cancelled and told
     * @throws RuntimeException a bug in a provider, the judging or the sink, once everything measured was delivered
     */
    public LoadResult run(
            Scenario scenario,
            Plan plan,
            ProviderSource providers,
            SampleSink sink,
            RunClock clock,
            LoadProgress progress,
            BooleanSupplier enough)
            throws InterruptedException {
        Traffic traffic = new Traffic(scenario, plan.seed(), clock, sink, judging, purse, progress, halt);
        Play play = new Play(scenario, plan, clock, progress, halt, traffic, threads, enough);
        for (int trial = 0; trial < scenario.load().trials() && !play.over(); trial++) {
            try (Providers opened = Providers.open(providers, scenario.arms())) {
                play.trial(trial, opened);
            }
        }
        halt.throwBug();
        return new LoadResult(traffic.told(), halt.stopped(), traffic.stops(), traffic.waited());
    }

    /**
     * Ends the run early: nothing more is sent; requests that are open may end within the drain, at most two seconds; the
     * second call cancels them at once. Everything measured is delivered. May be called from any thread, at any time; has
     * no effect on a run that has ended.
     */
    public void stop() {
        halt.ask();
    }
}
