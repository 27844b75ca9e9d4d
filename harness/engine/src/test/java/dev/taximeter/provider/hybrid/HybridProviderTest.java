package dev.taximeter.provider.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Relay;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HybridProviderTest {
    private final Hand clock = new Hand();
    private final RunClock runClock = RunClock.startingNow(clock);

    @Test
    void whatTheFirstModelIsSureOfItAnswers() {
        Asked then = new Asked(900, "never");
        Reply reply = ask(sure("greet", 0.6, 2), then);

        assertThat(reply.label()).isEqualTo("greet");
        assertThat(reply.confidence()).isEqualTo(0.6);
        assertThat(reply.attempt().relay()).isEqualTo(new Relay(2, false));
        assertThat(reply.attempt().doneNanos() - reply.attempt().sentNanos()).isEqualTo(2);
        assertThat(then.calls).isEmpty();
    }

    @Test
    void whatItIsNotSureOfGoesOnAndTakesTheTimeOfBoth() {
        Asked then = new Asked(900, "book_flight");
        Reply reply = ask(sure("greet", 0.59, 2), then);

        Attempt attempt = reply.attempt();
        assertThat(reply.text()).isEqualTo("book_flight");
        assertThat(reply.label()).isNull();
        assertThat(attempt.relay()).isEqualTo(new Relay(2, true));
        assertThat(attempt.doneNanos() - attempt.sentNanos()).isEqualTo(902);
        assertThat(attempt.askedNanos() - attempt.sentNanos()).isEqualTo(2);
        assertThat(attempt.usage()).isNotNull();
    }

    @Test
    void aFirstModelThatFailsHasFailedForBoth() {
        Asked then = new Asked(900, "never");
        Provider broken = provider((call, sent) ->
                Reply.text(Attempt.without(sent, sent, Outcome.of(Outcome.Kind.LOCAL_FAILURE, "closed")), ""));
        Reply reply = ask(broken, then);

        assertThat(reply.attempt().outcome().kind()).isEqualTo(Outcome.Kind.LOCAL_FAILURE);
        assertThat(then.calls).isEmpty();
    }

    @Test
    void aServersOwnTimeIsHeldAgainstItsPartOfTheCall() {
        ServerFacts told = new ServerFacts(null, null, null, null, true, OptionalLong.empty(), OptionalLong.of(880));
        Asked then = new Asked(900, "x", told);
        assertThat(ask(sure("greet", 0.1, 2), then).attempt().outsideServerNanos())
                .hasValue(20);
    }

    @Test
    void closingClosesBoth() {
        List<String> closed = new ArrayList<>();
        new HybridProvider(closing(closed, "first"), closing(closed, "then"), 0.5).close();
        assertThat(closed).containsExactly("first", "then");
    }

    private Reply ask(Provider first, Provider then) {
        Prompt busted = new Prompt("p", "[000000000001] hello", "greet");
        Call call = new Call(1, "", List.of(), busted, "hello", AnswerShape.text(16), true, 1_000, 1_000);
        try (HybridProvider hybrid = new HybridProvider(first, then, 0.6)) {
            return hybrid.call(call, runClock);
        }
    }

    private Provider sure(String label, double confidence, long nanos) {
        return provider((call, sent) -> {
            clock.nanos += nanos;
            Attempt attempt = Attempt.without(sent, runClock.nanos(), Outcome.of(Outcome.Kind.OK, ""));
            return new Reply(attempt, label, label, confidence);
        });
    }

    private interface Answering {
        Reply reply(Call call, long sentNanos);
    }

    private static Provider provider(Answering answering) {
        return new Provider() {
            @Override
            public Reply call(Call call, RunClock clock) {
                return answering.reply(call, clock.nanos());
            }

            @Override
            public void close() {}
        };
    }

    private static Provider closing(List<String> closed, String name) {
        return new Provider() {
            @Override
            public Reply call(Call call, RunClock clock) {
                throw new AssertionError("not asked");
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }

    private static final class Hand implements NanoClock {
        long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleepUntil(long deadlineNanos) {
            nanos = Math.max(nanos, deadlineNanos);
        }
    }

    /** A language model. */
    private final class Asked implements Provider {
        final List<Call> calls = new ArrayList<>();
        private final long takesNanos;
        private final String text;
        private final ServerFacts facts;

        Asked(long takesNanos, String text) {
            this(takesNanos, text, ServerFacts.NONE);
        }

        Asked(long takesNanos, String text, ServerFacts facts) {
            this.takesNanos = takesNanos;
            this.text = text;
            this.facts = facts;
        }

        @Override
        public Reply call(Call call, RunClock runClock) {
            calls.add(call);
            long sent = runClock.nanos();
            clock.nanos += takesNanos;
            long done = runClock.nanos();
            Attempt attempt = new Attempt(
                    sent,
                    OptionalLong.of(done),
                    OptionalLong.of(done),
                    ChunkTimes.of(done),
                    OptionalLong.of(done),
                    done,
                    Outcome.ok(200),
                    new TokenUsage(2_000, 0, 0, 3, 0, false),
                    "stop",
                    facts);
            return Reply.text(attempt, text);
        }

        @Override
        public void close() {}
    }
}
