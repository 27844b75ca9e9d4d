package dev.taximeter.load;

import dev.taximeter.model.LoadModel;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Segment;
import dev.taximeter.model.Workload;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Plays a segment of an open loop on the current thread: each request at its time, whatever the replies do. */
final class OpenLoop {
    /** The first request of a segment is not late because of the segment's own start. */
    private static final long LEAD_NANOS = 1_000_000;

    private final LoadModel.Open model;
    private final Workload workload;
    private final RunClock clock;
    private final Pacing pacing;
    private final Halt halt;
    private final Traffic traffic;
    private final Providers providers;
    private final ThreadFactory threads;
    private final List<Slots> slots;
    /** Talks that have begun and have turns to come. */
    private final AtomicInteger unfinished = new AtomicInteger();

    OpenLoop(
            LoadModel.Open model,
            Workload workload,
            int arms,
            RunClock clock,
            Halt halt,
            Traffic traffic,
            Providers providers,
            ThreadFactory threads) {
        this.model = model;
        this.workload = workload;
        this.clock = clock;
        this.pacing = new Pacing(clock);
        this.halt = halt;
        this.traffic = traffic;
        this.providers = providers;
        this.threads = threads;
        this.slots = Stream.generate(() -> new Slots(model.maxInFlight()))
                .limit(arms)
                .toList();
    }

    /**
     * Sends all, or as many as are due before a stop, nothing for an arm that was stopped; returns when no conversation
     * has a turn to come.
     */
    void play(Segment.Open segment) throws InterruptedException {
        long startNanos = clock.nanos() + LEAD_NANOS;
        for (Talk talk : Talk.of(segment.requests(), workload)) {
            // The plan is never moved, however late we are.
            long intendedNanos = startNanos + talk.first().offsetNanos();
            if (!pacing.sleepUntil(intendedNanos, () -> halt.stopped() || traffic.allStopped())) {
                return;
            }
            if (!traffic.stopped(talk.first().arm())) {
                begin(talk, segment.trial(), intendedNanos);
            }
        }
        pacing.awaitUntil(Long.MAX_VALUE, () -> unfinished.get() == 0 || halt.stopped());
    }

    private void begin(Talk talk, int trial, long intendedNanos) {
        Flight flight = traffic.due(new Flight(talk.next(), talk, trial, intendedNanos, clock.nanos()));
        boolean hasMore = !talk.isOver();
        if (hasMore) {
            unfinished.incrementAndGet();
        }
        if (slots.get(flight.arm()).take(flight)) {
            launch(flight);
        }
    }

    /** Whether nothing is open and nothing will be. */
    boolean isDone() {
        return unfinished.get() == 0 && traffic.isEmpty();
    }

    /** Tells the requests that wait for a slot; they will not be sent. */
    void giveUpWaiting() {
        for (Slots ofArm : slots) {
            for (Flight flight : ofArm.giveUpWaiting()) {
                if (!flight.talk.isOver()) {
                    unfinished.decrementAndGet();
                }
                traffic.giveUp(flight);
            }
        }
    }

    private void launch(Flight flight) {
        traffic.enter(flight);
        threads.newThread(() -> fly(flight)).start();
    }

    private void fly(Flight flight) {
        boolean hadMore = !flight.talk.isOver();
        OptionalLong doneNanos = traffic.fly(flight, providers);
        Flight next = slots.get(flight.arm()).handOver();
        if (next != null) {
            launch(next);
        }
        // Only now: between the two nobody may think that nothing is open.
        traffic.leave(flight);
        if (hadMore) {
            goOn(flight, doneNanos);
        }
    }

    /** The next turn of a conversation, when the user has thought; none after a failure or a stop. */
    private void goOn(Flight flight, OptionalLong doneNanos) {
        try {
            long readyNanos = doneNanos.orElse(0) + model.thinkNanos();
            boolean more = doneNanos.isPresent() && !flight.talk.isOver();
            if (more && pacing.sleepUntil(readyNanos, () -> halt.stopped() || traffic.stopped(flight.arm()))) {
                begin(flight.talk, flight.trial, readyNanos);
            }
        } catch (InterruptedException e) {
            // Only a call is ever interrupted by us. Whoever did it wants this conversation to end, and so it does.
            Thread.currentThread().interrupt();
        } finally {
            unfinished.decrementAndGet();
        }
    }
}
