package dev.taximeter.load;

import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Phase;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Segment;
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
    private volatile boolean over;
    private long startNanos;

    /** @param planRequests number of requests in the whole plan */
    ClosedLoop(
            Segment.Closed segment,
            long planRequests,
            LoadModel.Closed model,
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
                .mapToObj(arm -> new Turns(segment.requests().stream()
                        .filter(request -> request.arm() == arm)
                        .toList()))
                .toList();
    }

    /** Returns when no user will start another request. */
    void play(ThreadFactory threads) throws InterruptedException {
        startNanos = clock.nanos();
        for (Turns ofArm : turns) {
            for (int user = 0; user < model.users() && !ofArm.requests.isEmpty(); user++) {
                users.incrementAndGet();
                threads.newThread(() -> user(ofArm)).start();
            }
        }
        long limitNanos = segment.timed() ? startNanos + segment.limitNanos() : Long.MAX_VALUE;
        pacing.awaitUntil(limitNanos, () -> halt.stopped() || turns.stream().allMatch(this::exhausted));
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
                Flight flight = next(ofArm, readyNanos.getAsLong());
                readyNanos = flight == null ? OptionalLong.empty() : ready(flight);
            }
        } catch (InterruptedException e) {
            // Only a call is ever interrupted by us. Whoever did it wants this user to end, and so it does.
            Thread.currentThread().interrupt();
        } finally {
            users.decrementAndGet();
        }
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
        return ofArm.stopped(traffic) || (!segment.timed() && ofArm.taken.get() >= ofArm.requests.size());
    }

    /** The arm's next request, for a user who is ready since then; null when there is none. */
    private @Nullable Flight next(Turns ofArm, long readyNanos) {
        long afterStartNanos = readyNanos - startNanos;
        if (afterStartNanos >= segment.limitNanos()) {
            return null;
        }
        long turn = ofArm.taken.getAndIncrement();
        int size = ofArm.requests.size();
        if (!segment.timed() && turn >= size) {
            return null;
        }
        PlannedRequest planned = ofArm.requests.get((int) (turn % size));
        PlannedRequest actual = new PlannedRequest(
                planned.seq() + turn / size * planRequests,
                block(planned, afterStartNanos),
                planned.arm(),
                afterStartNanos < segment.warmUpNanos() ? Phase.WARM_UP : planned.phase(),
                0,
                planned.prompt());
        return traffic.due(new Flight(actual, segment.trial(), readyNanos, clock.nanos()));
    }

    private int block(PlannedRequest planned, long afterStartNanos) {
        if (segment.blockNanos() == Long.MAX_VALUE) {
            return planned.block();
        }
        return (int) (Math.max(0, afterStartNanos - segment.warmUpNanos()) / segment.blockNanos());
    }

    /** One arm's requests, taken in turn by its users. */
    private record Turns(List<PlannedRequest> requests, AtomicLong taken) {
        Turns(List<PlannedRequest> requests) {
            this(requests, new AtomicLong());
        }

        /** Whether there is nobody to ask: no request for this arm, or none any more. */
        boolean stopped(Traffic traffic) {
            return requests.isEmpty() || traffic.stopped(requests.getFirst().arm());
        }
    }
}
