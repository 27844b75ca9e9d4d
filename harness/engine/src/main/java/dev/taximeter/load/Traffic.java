package dev.taximeter.load;

import static java.util.Comparator.comparingLong;

import dev.taximeter.model.Answer;
import dev.taximeter.model.ArmStop;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Briefing;
import dev.taximeter.model.Message;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Sample;
import dev.taximeter.model.SampleSink;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests of a run that are under way: makes their calls, tells their samples, each exactly once. Thread-safe. */
final class Traffic {
    private final Scenario scenario;
    private final RunClock clock;
    private final SampleSink sink;
    private final Judging judging;
    private final Purse purse;
    private final LoadProgress progress;
    private final Halt halt;
    private final CacheBuster cacheBuster;
    private final Backoff backoff;
    private final ArmStops stops;
    private final Pacing pacing;
    private final Set<Flight> open = ConcurrentHashMap.newKeySet();
    private final LongAdder told = new LongAdder();
    private final LongAdder waited = new LongAdder();

    Traffic(
            Scenario scenario,
            long seed,
            RunClock clock,
            SampleSink sink,
            Judging judging,
            Purse purse,
            LoadProgress progress,
            Halt halt) {
        this.scenario = scenario;
        this.clock = clock;
        this.sink = sink;
        this.judging = judging;
        this.purse = purse;
        this.progress = progress;
        this.halt = halt;
        this.pacing = new Pacing(clock);
        this.backoff = new Backoff(scenario.load().retries(), seed);
        this.stops = new ArmStops(scenario.arms());
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

    /** Whether nothing more is to be sent for this arm, whatever the plan says. */
    boolean stopped(int arm) {
        return stops.stopped(arm);
    }

    /** Whether that is so for every arm. */
    boolean allStopped() {
        return stops.allStopped();
    }

    /** The arms for which it is so. */
    List<ArmStop> stops() {
        return stops.all();
    }

    /** Samples told so far. */
    long told() {
        return told.sum();
    }

    /** Calls so far that had to wait for money that was set aside for others. */
    long waited() {
        return waited.sum();
    }

    /**
     * Makes the call on the current thread, again where it failed and the scenario says so, and tells its sample. This
     * is the worker boundary: a bug in a provider, a judge or a sink ends the run, and is thrown at its end.
     *
     * @return when its turn of the talk was over; empty when a bug prevented it
     */
    OptionalLong fly(Flight flight, Providers providers) {
        try {
            if (stops.stopped(flight.arm())) {
                neverSend(flight);
                return OptionalLong.of(clock.nanos());
            }
            if (!afforded(flight)) {
                unpaid(flight);
                return OptionalLong.of(clock.nanos());
            }
            progress.sent(flight.arm());
            Reply reply = called(flight, providers);
            tell(flight, reply.attempt(), judged(flight, reply), true);
            hear(flight, reply);
            return OptionalLong.of(reply.attempt().doneNanos());
        } catch (RuntimeException | Error bug) {
            halt.because(bug);
            return OptionalLong.empty();
        }
    }

    /** Tells a flight that waited for a slot and will not get one. */
    void giveUp(Flight flight) {
        giveUp(flight, cancelled(flight.dispatchedNanos, "never sent: all slots were taken until the end"));
    }

    /** Tells a flight whose arm was stopped: that is nothing the vendor did to it. */
    private void neverSend(Flight flight) {
        Outcome outcome = Outcome.of(Outcome.Kind.NOT_SENT, "the arm was stopped");
        giveUp(flight, Attempt.without(flight.dispatchedNanos, clock.nanos(), outcome));
    }

    private void giveUp(Flight flight, Attempt attempt) {
        tell(flight, attempt, null, false);
        endTalk(flight, "turn %d of this conversation was not sent".formatted(flight.planned.level() + 1));
    }

    /** An answer leads to the next turn; without one the rest of the conversation cannot be had, and is told as not sent. */
    private void hear(Flight flight, Reply reply) {
        if (reply.attempt().outcome().isOk()) {
            flight.talk.heard(prompt(flight), reply.text());
            return;
        }
        endTalk(flight, "turn %d of this conversation failed".formatted(flight.planned.level() + 1));
    }

    private void endTalk(Flight flight, String why) {
        for (PlannedRequest turn : flight.talk.rest()) {
            long nowNanos = clock.nanos();
            PlannedRequest there = turn.in(flight.planned.block(), flight.phase());
            Flight never = due(new Flight(there, flight.talk, flight.trial, nowNanos, nowNanos));
            tell(never, Attempt.without(nowNanos, nowNanos, Outcome.of(Outcome.Kind.NOT_SENT, why)), null, false);
        }
    }

    /** Cancels all open calls; one that was cancelled already is left alone. */
    void cancelOpen() {
        inOrder().forEach(Flight::cancel);
    }

    /** Tells those whose provider does not let go of them, and forgets them. */
    void abandonOpen() {
        for (Flight flight : inOrder()) {
            Attempt attempt = cancelled(flight.sentNanos(), "did not end when it was cancelled");
            flight.settle(attempt);
            tell(flight, attempt, null, true);
            leave(flight);
        }
    }

    private List<Flight> inOrder() {
        return open.stream()
                .sorted(comparingLong(flight -> flight.planned.seq()))
                .toList();
    }

    /**
     * Asks for the leave to make one call, and waits for it while open calls may give money back; each of them is bounded by
     * its own timeout. What cannot be afforded even then ends the run for all arms.
     */
    private boolean afforded(Flight flight) {
        Purse.Answer answer = purse.ask(flight.planned);
        if (answer instanceof Purse.NotYet) {
            waited.increment();
            answer = awaited(flight);
        }
        return switch (answer) {
            case Purse.Granted granted -> {
                flight.paysWith(granted);
                yield true;
            }
            case Purse.NotYet _ -> false;
            case Purse.Refused(String why) -> {
                stops.stopAll(Outcome.of(Outcome.Kind.NOT_SENT, why), clock.nanos());
                yield false;
            }
        };
    }

    /** The answer once there is one; {@link Purse.NotYet} when the call will not be made in any case. */
    private Purse.Answer awaited(Flight flight) {
        AtomicReference<Purse.Answer> answer = new AtomicReference<>(new Purse.NotYet());
        try {
            pacing.awaitUntil(Long.MAX_VALUE, () -> {
                if (halt.stopped() || stops.stopped(flight.arm()) || flight.isCancelled()) {
                    return true;
                }
                answer.set(purse.ask(flight.planned));
                return !(answer.get() instanceof Purse.NotYet);
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // cancelled while it waited, between two attempts
        }
        return answer.get();
    }

    /** Tells a flight that was not paid for. */
    private void unpaid(Flight flight) {
        if (stops.stopped(flight.arm())) {
            neverSend(flight);
        } else {
            giveUp(
                    flight,
                    cancelled(
                            flight.dispatchedNanos,
                            "never sent: the rest of the budget was set aside for open requests until the end"));
        }
    }

    private Reply called(Flight flight, Providers providers) {
        Call call = call(flight);
        Provider provider = providers.of(flight.arm());
        try {
            Reply reply = once(flight, call, provider);
            for (int made = 1; mayRepeat(flight, reply.attempt(), made) && afforded(flight); made++) {
                flight.failed(reply.attempt());
                reply = once(flight, call, provider);
            }
            return reply;
        } finally {
            flight.callEnds();
        }
    }

    private Reply once(Flight flight, Call call, Provider provider) {
        flight.callBegins(clock.nanos());
        Reply reply = provider.call(call, clock);
        flight.settle(reply.attempt());
        stops.ended(flight.arm(), reply.attempt().outcome(), reply.attempt().doneNanos());
        return reply;
    }

    /** Waits for the time of the next attempt; false when there will be none. The slot stays taken, as a user's would. */
    private boolean mayRepeat(Flight flight, Attempt attempt, int made) {
        if (!backoff.wants(attempt, made)) {
            return false;
        }
        long waitNanos = backoff.waitNanos(attempt, flight.planned.seq(), made);
        try {
            return pacing.sleepUntil(
                    attempt.doneNanos() + waitNanos, () -> halt.stopped() || stops.stopped(flight.arm()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // cancelled while it waited: what failed is all there is
            return false;
        }
    }

    private Call call(Flight flight) {
        Briefing briefing = scenario.briefing(flight.arm(), flight.planned.level());
        Target target = scenario.arms().get(flight.arm()).target();
        long seq = flight.planned.seq();
        List<Message> before = Stream.concat(briefing.examples().stream(), flight.talk.said().stream())
                .toList();
        Prompt prompt = prompt(flight);
        return new Call(
                seq,
                briefing.instructions().text(),
                cacheBuster.prepared(before, target, seq),
                before.isEmpty() ? cacheBuster.prepared(prompt, target, seq) : prompt,
                prompt.text(),
                briefing.answer(),
                scenario.workload().stream(),
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
                flight.planned.level(),
                flight.intendedNanos,
                flight.dispatchedNanos,
                Stream.concat(flight.earlier().stream(), Stream.of(attempt)).toList(),
                answer));
        told.increment();
        progress.ended(flight.arm(), sent);
    }
}
