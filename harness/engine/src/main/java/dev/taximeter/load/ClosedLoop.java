package dev.taximeter.load;

import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Phase;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Segment;
import dev.taximeter.model.Workload;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plays one segment of a closed loop: each user sends, waits for the reply, thinks, and sends again. */
final class ClosedLoop {
    private final Segment.Closed segment;
    private final long planRequests;
    private final LoadModel.Closed model;
    private final RunClock clock;
    private final Pacing pacing;
    private final Halt halt;
    private final Traffic traffic;
    private final Providers providers;
    private final List<Turns> turns;
    private final AtomicInteger users = new AtomicInteger();
    /** Users who have turns to come in the talk that they are at. */
    private final AtomicInteger unfinished = new AtomicInteger();

    private volatile boolean over;
    private long startNanos;

    /** @param planRequests number of requests in the whole plan */
    ClosedLoop(
            Segment.Closed segment,
            long planRequests,
            LoadModel.Closed model,
            Workload workload,
            int arms,
            RunClock clock,
            Halt halt,
            Traffic traffic,
            Providers providers) {
        this.segment = segment;
        this.planRequests = planRequests;
        this.model = model;
        this.clock = clock;
        this.pacing = new Pacing(clock);
        this.halt = halt;
        this.traffic = traffic;
        this.providers = providers;
        this.turns = IntStream.range(0, arms)
                .mapToObj(arm -> new Turns(Talk.of(
                        segment.requests().stream()
                                .filter(request -> request.arm() == arm)
                                .toList(),
                        workload)))
                .toList();
    }

    /** Returns when no user will start another request. */
    void play(ThreadFactory threads) throws InterruptedException {
        startNanos = clock.nanos();
        for (Turns ofArm : turns) {
            for (int user = 0; user < model.users() && !ofArm.talks.isEmpty(); user++) {
                users.incrementAndGet();
                threads.newThread(() -> user(ofArm)).start();
            }
        }
        long limitNanos = segment.timed() ? startNanos + segment.limitNanos() : Long.MAX_VALUE;
        pacing.awaitUntil(
                limitNanos,
                () -> halt.stopped() || (turns.stream().allMatch(this::exhausted) && unfinished.get() == 0));
        over = true;
    }

    /** Whether every user has gone home. */
    boolean isDone() {
        return users.get() == 0;
    }

    private void user(Turns ofArm) {
        try {
            OptionalLong readyNanos = OptionalLong.of(startNanos);
            while (readyNanos.isPresent() && pacing.sleepUntil(readyNanos.getAsLong(), () -> mayNotSend(ofArm))) {
                readyNanos = talk(ofArm, readyNanos.getAsLong());
            }
        } catch (InterruptedException e) {
            // Only a call is ever interrupted by us. Whoever did it wants this user to end, and so it does.
            Thread.currentThread().interrupt();
        } finally {
            users.decrementAndGet();
        }
    }

    /** A user takes all turns of the arm's next talk; returns when they are ready for another, empty when there is none. */
    private OptionalLong talk(Turns ofArm, long fromNanos) throws InterruptedException {
        boolean hasMore = true;
        unfinished.incrementAndGet();
        try {
            Talk talk = next(ofArm, fromNanos);
            OptionalLong readyNanos = talk == null ? OptionalLong.empty() : OptionalLong.of(fromNanos);
            while (talk != null && !talk.isOver() && maySend(ofArm, readyNanos)) {
                Flight flight = turn(talk, readyNanos.getAsLong());
                if (talk.isOver()) {
                    hasMore = false;
                    unfinished.decrementAndGet();
                }
                readyNanos = ready(flight);
            }
            return readyNanos;
        } finally {
            if (hasMore) {
                unfinished.decrementAndGet();
            }
        }
    }

    private @Nullable Talk next(Turns ofArm, long fromNanos) {
        if (fromNanos - startNanos >= segment.limitNanos()) {
            return null;
        }
        long round = ofArm.taken.getAndIncrement();
        int size = ofArm.talks.size();
        return !segment.timed() && round >= size
                ? null
                : ofArm.talks.get((int) (round % size)).again(round / size * planRequests);
    }

    /** Waits until the user is ready; false when they may not send any more. */
    private boolean maySend(Turns ofArm, OptionalLong readyNanos) throws InterruptedException {
        return readyNanos.isPresent()
                && readyNanos.getAsLong() - startNanos < segment.limitNanos()
                && pacing.sleepUntil(readyNanos.getAsLong(), () -> mayNotSend(ofArm));
    }

    /** When the user has got the reply and has thought; empty when a bug ended it. */
    private OptionalLong ready(Flight flight) {
        traffic.enter(flight);
        OptionalLong doneNanos = traffic.fly(flight, providers);
        traffic.leave(flight);
        return doneNanos.isEmpty() ? doneNanos : OptionalLong.of(doneNanos.getAsLong() + model.thinkNanos());
    }

    private boolean mayNotSend(Turns ofArm) {
        return over || halt.stopped() || ofArm.stopped(traffic);
    }

    private boolean exhausted(Turns ofArm) {
        return ofArm.stopped(traffic) || (!segment.timed() && ofArm.taken.get() >= ofArm.talks.size());
    }

    /** The talk's next turn, for a user who is ready since then. */
    private Flight turn(Talk talk, long readyNanos) {
        long afterStartNanos = readyNanos - startNanos;
        PlannedRequest planned = talk.next();
        PlannedRequest actual = new PlannedRequest(
                planned.seq(),
                block(planned, afterStartNanos),
                planned.arm(),
                afterStartNanos < segment.warmUpNanos() ? Phase.WARM_UP : planned.phase(),
                0,
                planned.prompt(),
                planned.level());
        return traffic.due(new Flight(actual, talk, segment.trial(), readyNanos, clock.nanos()));
    }

    private int block(PlannedRequest planned, long afterStartNanos) {
        if (segment.blockNanos() == Long.MAX_VALUE) {
            return planned.block();
        }
        return (int) (Math.max(0, afterStartNanos - segment.warmUpNanos()) / segment.blockNanos());
    }

    /** One arm's talks, taken in turn by its users. */
    private record Turns(List<Talk> talks, AtomicLong taken) {
        Turns(List<Talk> talks) {
            this(talks, new AtomicLong());
        }

        /** Whether there is nobody to ask: no request for this arm, or none any more. */
        boolean stopped(Traffic traffic) {
            return talks.isEmpty() || traffic.stopped(talks.getFirst().first().arm());
        }
    }
}
