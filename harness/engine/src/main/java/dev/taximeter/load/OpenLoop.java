package dev.taximeter.load;

import dev.taximeter.model.LoadModel;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Segment;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/** Plays a segment of an open loop on the current thread: each request at its time, whatever the replies do. */
final class OpenLoop {
    /** The first request of a segment is not late because of the segment's own start. */
    private static final long LEAD_NANOS = 1_000_000;

    private final RunClock clock;
    private final Pacing pacing;
    private final Halt halt;
    private final Traffic traffic;
    private final Providers providers;
    private final ThreadFactory threads;
    private final List<Slots> slots;

    OpenLoop(
            LoadModel.Open model,
            int arms,
            RunClock clock,
            Halt halt,
            Traffic traffic,
            Providers providers,
            ThreadFactory threads) {
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

    /** Sends all, or as many as are due before a stop; nothing for an arm that was stopped. */
    void play(Segment.Open segment) throws InterruptedException {
        long startNanos = clock.nanos() + LEAD_NANOS;
        for (PlannedRequest next : segment.requests()) {
            // The plan is never moved, however late we are.
            long intendedNanos = startNanos + next.offsetNanos();
            if (!pacing.sleepUntil(intendedNanos, () -> halt.stopped() || traffic.allStopped())) {
                return;
            }
            if (traffic.stopped(next.arm())) {
                continue;
            }
            Flight flight = traffic.due(new Flight(next, segment.trial(), intendedNanos, clock.nanos()));
            if (slots.get(flight.arm()).take(flight)) {
                launch(flight);
            }
        }
    }

    /** Tells the requests that wait for a slot; they will not be sent. */
    void giveUpWaiting() {
        for (Slots ofArm : slots) {
            ofArm.giveUpWaiting().forEach(traffic::giveUp);
        }
    }

    private void launch(Flight flight) {
        traffic.enter(flight);
        threads.newThread(() -> fly(flight)).start();
    }

    private void fly(Flight flight) {
        traffic.fly(flight, providers);
        Flight next = slots.get(flight.arm()).handOver();
        if (next != null) {
            launch(next);
        }
        // Only now: between the two nobody may think that nothing is open.
        traffic.leave(flight);
    }
}
