package dev.taximeter.provider.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Reply;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SimulatedProviderTest {
    private final AtomicLong now = new AtomicLong();

    @Test
    void chunksArriveAsScripted() {
        Reply reply = call(0, (_, _) -> Turn.stream(100, 10, 3, "abc"));
        assertThat(reply.attempt().chunks().toArray()).containsExactly(100, 110, 120);
        assertThat(reply.attempt().doneNanos()).isEqualTo(120);
        assertThat(reply.text()).isEqualTo("abc");
        assertThat(reply.attempt().usage().visibleOutputTokens()).isEqualTo(3);
    }

    @Test
    void aStallDelaysTheCallsThatComeInIt() {
        Script script = ((Script) (_, _) -> Turn.answer(5, "ok")).stallingAt(100, 50);
        now.set(99);
        assertThat(call(0, script).attempt().doneNanos()).isEqualTo(104);
        now.set(100);
        assertThat(call(1, script).attempt().doneNanos()).isEqualTo(155);
        now.set(150);
        assertThat(call(2, script).attempt().doneNanos()).isEqualTo(155);
    }

    @Test
    void everyNthCallFails() {
        Outcome error = Outcome.of(Outcome.Kind.OVERLOADED, 503, "");
        Script script = ((Script) (_, _) -> Turn.answer(5, "ok")).everyNth(2, Turn.failure(1, error));
        assertThat(call(0, script).attempt().outcome().isOk()).isTrue();
        assertThat(call(1, script).attempt().outcome()).isEqualTo(error);
    }

    @Test
    void theLimitsOfTheCallAreKept() {
        Reply silent = call(0, (_, _) -> Turn.answer(10_000, "late"));
        assertThat(silent.attempt().outcome().kind()).isEqualTo(Outcome.Kind.TIMEOUT_BEFORE_HEADERS);
        assertThat(silent.attempt().doneNanos()).isEqualTo(300);

        now.set(0);
        Reply slow = call(0, (_, _) -> Turn.stream(200, 200, 10, "slow"));
        assertThat(slow.attempt().outcome().kind()).isEqualTo(Outcome.Kind.TIMEOUT_MID_STREAM);
        assertThat(slow.attempt().doneNanos()).isEqualTo(1000);
        assertThat(slow.attempt().chunks().size()).isEqualTo(5);
    }

    @Test
    void anInterruptCancelsAndStaysSet() {
        Thread.currentThread().interrupt();
        Reply reply = call(0, (_, _) -> Turn.answer(10, "ok"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(reply.attempt().outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
    }

    private Reply call(long seq, Script script) {
        Call call = new Call(seq, "", new Prompt("p", "hello", null), 16, true, 1000, 300);
        return new SimulatedProvider(script).call(call, new RunClock(new Jumping(), 0));
    }

    /** Sleeping takes no time but moves the clock. */
    private final class Jumping implements NanoClock {
        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void sleepUntil(long deadlineNanos) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            now.accumulateAndGet(deadlineNanos, Math::max);
        }
    }
}
