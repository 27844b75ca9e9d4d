package dev.taximeter.load;

import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Order;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Segment;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

/** The segments of a plan, one after another, each drained. */
final class Play {
    private final Scenario scenario;
    private final Plan plan;
    private final RunClock clock;
    private final LoadProgress progress;
    private final Halt halt;
    private final Traffic traffic;
    private final Drain drain;
    private final ThreadFactory threads;
    private final BooleanSupplier enough;
    private int rounds;
    private boolean decided;

    Play(
            Scenario scenario,
            Plan plan,
            RunClock clock,
            LoadProgress progress,
            Halt halt,
            Traffic traffic,
            ThreadFactory threads,
            BooleanSupplier enough) {
        this.scenario = scenario;
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
        this.halt = halt;
        this.traffic = traffic;
        this.drain = new Drain(clock, halt, traffic, scenario.load().drainNanos());
        this.threads = threads;
        this.enough = enough;
    }

    void trial(int trial, Providers providers) throws InterruptedException {
        for (int i = 0; i < plan.segments().size() && !over(); i++) {
            Segment segment = plan.segments().get(i);
            if (segment.trial() == trial) {
                progress.entered(i, trial);
                play(segment, providers);
                look(i);
            }
        }
    }

    /** Whether nothing more is to be played. */
    boolean over() {
        return decided || halt.stopped() || traffic.allStopped();
    }

    /** Between blocks nothing is open, so that looking disturbs nobody. The last look is the report's. */
    private void look(int played) {
        List<Segment> segments = plan.segments();
        if (played + 1 == segments.size() || !endsRound(segments.get(played), segments.get(played + 1))) {
            return;
        }
        rounds++;
        decided = scenario.load().looks().contains(rounds) && !over() && enough.getAsBoolean();
    }

    /** Whether these belong to different blocks, and the first is no warm-up. Side by side, a trial is one block. */
    private boolean endsRound(Segment played, Segment next) {
        if (played.requests().isEmpty() || next.requests().isEmpty()) {
            return false;
        }
        PlannedRequest last = played.requests().getLast();
        PlannedRequest first = next.requests().getFirst();
        return last.phase() == Phase.MEASURE
                && (played.trial() != next.trial()
                        || (scenario.load().order() == Order.INTERLEAVED && last.block() != first.block()));
    }

    private void play(Segment segment, Providers providers) throws InterruptedException {
        switch (segment) {
            case Segment.Open open -> playOpen(open, providers);
            case Segment.Closed closed -> playClosed(closed, providers);
        }
    }

    private void playOpen(Segment.Open segment, Providers providers) throws InterruptedException {
        if (!(scenario.load().model() instanceof LoadModel.Open model)) {
            throw new IllegalArgumentException("an open segment in the plan of a closed loop");
        }
        OpenLoop loop = new OpenLoop(
                model, scenario.workload(), scenario.arms().size(), clock, halt, traffic, providers, threads);
        endingCleanly(() -> loop.play(segment), loop::isDone, loop::giveUpWaiting);
    }

    private void playClosed(Segment.Closed segment, Providers providers) throws InterruptedException {
        if (!(scenario.loadModel(level(segment)) instanceof LoadModel.Closed model)) {
            throw new IllegalArgumentException("a closed segment in the plan of an open loop");
        }
        ClosedLoop loop = new ClosedLoop(
                segment,
                plan.requests(),
                model,
                scenario.workload(),
                scenario.arms().size(),
                clock,
                halt,
                traffic,
                providers);
        endingCleanly(() -> loop.play(threads), loop::isDone, () -> {});
    }

    /** Of all its requests, where the load is varied; else it does not matter. */
    private static int level(Segment segment) {
        return segment.requests().isEmpty() ? 0 : segment.requests().getFirst().level();
    }

    /** Plays and drains; when the pacing thread is interrupted, cancels and tells what is open first. */
    private void endingCleanly(Playing playing, BooleanSupplier done, Runnable giveUpWaiting)
            throws InterruptedException {
        try {
            playing.play();
            drain.await(done, giveUpWaiting);
        } catch (InterruptedException e) {
            halt.ask();
            giveUpWaiting.run();
            drain.cancel(done);
            throw e;
        }
    }

    @FunctionalInterface
    private interface Playing {
        void play() throws InterruptedException;
    }
}
