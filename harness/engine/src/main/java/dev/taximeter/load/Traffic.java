package dev.taximeter.load;

import static java.util.Comparator.comparingLong;

import dev.taximeter.model.Answer;
import dev.taximeter.model.Arm;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Sample;
import dev.taximeter.model.SampleSink;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Workload;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Reply;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The requests of a run that are under way: makes their calls, tells their samples, each exactly once. Thread-safe. */
final class Traffic {
    private final Scenario scenario;
    private final RunClock clock;
    private final SampleSink sink;
    private final Judging judging;
    private final LoadProgress progress;
    private final Halt halt;
    private final CacheBuster cacheBuster;
    private final Set<Flight> open = ConcurrentHashMap.newKeySet();
    private final LongAdder told = new LongAdder();

    Traffic(
            Scenario scenario,
            long seed,
            RunClock clock,
            SampleSink sink,
            Judging judging,
            LoadProgress progress,
            Halt halt) {
        this.scenario = scenario;
        this.clock = clock;
        this.sink = sink;
        this.judging = judging;
        this.progress = progress;
        this.halt = halt;
        this.cacheBuster = CacheBuster.of(scenario.workload().cache(), seed, clock.originNanos());
    }

    /** Counts it as due; every due flight is told sooner or later. */
    Flight due(Flight flight) {
        progress.due(flight.arm());
        return flight;
    }

    /** From here to {@link #leave} it is one of those that a cancel reaches. */
    void enter(Flight flight) {
        open.add(flight);
    }

    void leave(Flight flight) {
        open.remove(flight);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Samples told so far. */
    long told() {
        return told.sum();
    }

    /**
     * Makes the call on the current thread and tells its sample. This is the worker boundary: a bug in a provider, a
     * judge or a sink ends the run, and is thrown at its end.
     *
     * @return the end of the call; empty when a bug prevented it
     */
    OptionalLong fly(Flight flight, Providers providers) {
        try {
            progress.sent(flight.arm());
            Reply reply = called(flight, providers);
            tell(flight, reply.attempt(), judged(flight, reply), true);
            return OptionalLong.of(reply.attempt().doneNanos());
        } catch (RuntimeException | Error bug) {
            halt.because(bug);
            return OptionalLong.empty();
        }
    }

    /** Tells a flight that waited for a slot and will not get one. */
    void giveUp(Flight flight) {
        tell(flight, cancelled(flight.dispatchedNanos, "never sent: all slots were taken until the end"), null, false);
    }

    /** Cancels all open calls; one that was cancelled already is left alone. */
    void cancelOpen() {
        inOrder().forEach(Flight::cancel);
    }

    /** Tells those whose provider does not let go of them, and forgets them. */
    void abandonOpen() {
        for (Flight flight : inOrder()) {
            tell(flight, cancelled(flight.sentNanos(), "did not end when it was cancelled"), null, true);
            leave(flight);
        }
    }

    private List<Flight> inOrder() {
        return open.stream()
                .sorted(comparingLong(flight -> flight.planned.seq()))
                .toList();
    }

    private Reply called(Flight flight, Providers providers) {
        Call call = call(flight);
        flight.callBegins(clock.nanos());
        try {
            return providers.of(flight.arm()).call(call, clock);
        } finally {
            flight.callEnds();
        }
    }

    private Call call(Flight flight) {
        Workload workload = scenario.workload();
        Arm arm = scenario.arms().get(flight.arm());
        long seq = flight.planned.seq();
        return new Call(
                seq,
                workload.instructions(),
                List.of(),
                cacheBuster.prepared(prompt(flight), arm.target(), seq),
                workload.answer(),
                workload.stream(),
                scenario.load().timeoutNanos(),
                scenario.load().stallNanos());
    }

    private @Nullable Answer judged(Flight flight, Reply reply) {
        return reply.attempt().outcome().isOk() ? judging.answer(prompt(flight), reply) : null;
    }

    private Prompt prompt(Flight flight) {
        return scenario.workload().prompts().get(flight.planned.prompt());
    }

    private Attempt cancelled(long sentNanos, String detail) {
        return Attempt.without(sentNanos, clock.nanos(), Outcome.of(Outcome.Kind.CANCELLED, detail));
    }

    private void tell(Flight flight, Attempt attempt, @Nullable Answer answer, boolean sent) {
        if (!flight.mayTell()) {
            return;
        }
        sink.accept(new Sample(
                flight.planned.seq(),
                flight.trial,
                flight.planned.block(),
                scenario.arms().get(flight.arm()).name(),
                flight.phase(),
                prompt(flight).id(),
                flight.intendedNanos,
                flight.dispatchedNanos,
                List.of(attempt),
                answer));
        told.increment();
        progress.ended(flight.arm(), sent);
    }
}
