package dev.taximeter.provider.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Passage;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.nlu.IntentModel;
import dev.taximeter.nlu.IntentResult;
import dev.taximeter.nlu.NluModel;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NluProviderTest {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final SteppedClock clock = new SteppedClock();
    private final RunClock runClock = RunClock.startingNow(clock);

    @Test
    void theReplyIsTheIntentWithItsConfidenceAndNothingOfANetwork() {
        Reply reply = ask(text -> result("greet", 0.8), call("hello"));
        assertThat(reply.text()).isEqualTo("greet");
        assertThat(reply.label()).isEqualTo("greet");
        assertThat(reply.confidence()).isEqualTo(0.8);
        assertThat(reply.attempt().outcome()).isEqualTo(Outcome.of(Outcome.Kind.OK, ""));
        assertThat(reply.attempt().chunks().isEmpty()).isTrue();
        assertThat(reply.attempt().usage()).isNull();
        assertThat(reply.attempt().facts().protocol()).isNull();
        assertThat(reply.attempt().facts().requestId()).isNull();
        assertThat(reply.attempt().headersNanos()).isEmpty();
        assertThat(reply.attempt().firstEventNanos()).isEmpty();
        assertThat(reply.attempt().finishNanos()).isEmpty();
    }

    @Test
    void theWayToTheModelIsItsQueueAndTheWayBackTheHandOver() {
        Reply reply = ask(
                text -> {
                    clock.advance(2_500_000);
                    return result("greet", 0.8);
                },
                call("hello"));
        Passage passage = reply.attempt().facts().passage();
        assertThat(passage).isNotNull();
        assertThat(passage.receivedNanos()).isEqualTo(reply.attempt().sentNanos());
        assertThat(passage.inferenceNanos()).isEqualTo(2_500_000);
        assertThat(passage.boundNanos()).isZero();
        assertThat(passage.repliedNanos()).isLessThanOrEqualTo(reply.attempt().doneNanos());
    }

    @Test
    void theTimeOfTheInferenceIsMeasured() {
        Reply reply = ask(
                text -> {
                    clock.advance(2_500_000);
                    return result("greet", 0.8);
                },
                call("hello"));
        assertThat(reply.attempt().doneNanos() - reply.attempt().sentNanos()).isEqualTo(2_500_000);
    }

    @Test
    void theWaitForAFreeWorkerIsMeasured() throws Exception {
        CountDownLatch firstRuns = new CountDownLatch(1);
        CountDownLatch secondSent = new CountDownLatch(1);
        Function<String, IntentResult> parser = text -> {
            if (text.equals("first")) {
                firstRuns.countDown();
                await(secondSent);
                clock.advance(7_000_000);
            } else {
                clock.advance(2_000_000);
            }
            return result(text, 1);
        };
        try (NluProvider provider = NluProvider.of(parser, 1);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Reply> first = callers.submit(() -> provider.call(call("first"), runClock));
            await(firstRuns);
            RunClock signalling = new RunClock(new SignallingClock(clock, secondSent), 0);
            Future<Reply> second = callers.submit(() -> provider.call(call("second"), signalling));
            assertThat(first.get().attempt().outcome().isOk()).isTrue();
            Reply late = second.get();
            assertThat(late.attempt().sentNanos()).isZero();
            assertThat(late.attempt().doneNanos()).isEqualTo(9_000_000);
        }
    }

    @Test
    void neverMoreInferencesRunThanTheProviderHasWorkersAndNoneOnACallersThread() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicBoolean virtual = new AtomicBoolean();
        Function<String, IntentResult> parser = text -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            virtual.compareAndSet(false, Thread.currentThread().isVirtual());
            Thread.yield();
            running.decrementAndGet();
            return result("greet", 1);
        };
        try (NluProvider provider = NluProvider.of(parser, 2);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Reply>> calls = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                calls.add(() -> provider.call(call("hello"), runClock));
            }
            for (Future<Reply> reply : callers.invokeAll(calls)) {
                assertThat(reply.get().attempt().outcome().isOk()).isTrue();
            }
        }
        assertThat(most.get()).isBetween(1, 2);
        assertThat(virtual).isFalse();
    }

    @Test
    void aFailureIsALocalFailureWithItsWords() {
        Reply reply = ask(
                text -> {
                    throw new IllegalStateException("ONNX Runtime failed: no memory");
                },
                call("hello"));
        assertThat(reply.attempt().outcome())
                .isEqualTo(Outcome.of(Outcome.Kind.LOCAL_FAILURE, "ONNX Runtime failed: no memory"));
        assertThat(reply.text()).isEmpty();
        assertThat(reply.label()).isNull();
        assertThat(reply.confidence()).isNaN();
    }

    @Test
    void anInterruptedCallIsCancelledAndTheFlagStays() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Function<String, IntentResult> parser = text -> {
            running.countDown();
            await(release);
            return result("greet", 1);
        };
        AtomicReference<Reply> reply = new AtomicReference<>();
        AtomicBoolean flag = new AtomicBoolean();
        try (NluProvider provider = NluProvider.of(parser, 1)) {
            Thread caller = Thread.startVirtualThread(() -> {
                reply.set(provider.call(call("hello"), runClock));
                flag.set(Thread.currentThread().isInterrupted());
            });
            await(running);
            caller.interrupt();
            caller.join();
            release.countDown();
        }
        assertThat(reply.get().attempt().outcome().kind()).isEqualTo(Outcome.Kind.CANCELLED);
        assertThat(flag).isTrue();
    }

    @Test
    void aCallThatTakesLongerThanItsLimitTimesOut() {
        CountDownLatch release = new CountDownLatch(1);
        Function<String, IntentResult> parser = text -> {
            await(release);
            return result("greet", 1);
        };
        try (NluProvider provider = NluProvider.of(parser, 1)) {
            Call hasty = new Call(0, "", new Prompt("1", "hello", null), 16, true, 1, MINUTE_NANOS);
            Reply reply = provider.call(hasty, runClock);
            assertThat(reply.attempt().outcome().kind()).isEqualTo(Outcome.Kind.TIMEOUT_BEFORE_HEADERS);
            release.countDown();
        }
    }

    @Test
    void aCallAfterTheEndIsALocalFailure() {
        NluProvider provider = NluProvider.of(text -> result("greet", 1), 1);
        provider.close();
        provider.close();
        assertThat(provider.call(call("hello"), runClock).attempt().outcome())
                .isEqualTo(Outcome.of(Outcome.Kind.LOCAL_FAILURE, "the provider is closed"));
    }

    @Test
    void oneCoreIsLeftToTheMeter() {
        assertThat(NluProvider.concurrencyFor(1, 1)).isEqualTo(1);
        assertThat(NluProvider.concurrencyFor(2, 1)).isEqualTo(1);
        assertThat(NluProvider.concurrencyFor(8, 1)).isEqualTo(7);
        assertThat(NluProvider.concurrencyFor(8, 2)).isEqualTo(3);
        assertThat(NluProvider.concurrencyFor(2, 4)).isEqualTo(1);
    }

    @Test
    void aRealModelAnswersAndOutlivesItsProviders() throws IOException, InterruptedException {
        List<LabelledUtterance> training = List.of(
                new LabelledUtterance("i want a pizza", "order"),
                new LabelledUtterance("two margheritas please", "order"),
                new LabelledUtterance("how much money do i have", "balance"),
                new LabelledUtterance("what is in my savings account", "balance"));
        try (Encoder encoder = Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 1)) {
            IntentModel model = IntentModel.train(encoder, training, 1);
            for (int trial = 0; trial < 2; trial++) {
                try (Provider provider = NluProvider.open(new NluModel(encoder, model, null), 1)) {
                    Reply reply =
                            provider.call(call("order me a pizza with ham"), RunClock.startingNow(NanoClock.system()));
                    assertThat(reply.label()).isEqualTo("order");
                    assertThat(reply.attempt().doneNanos())
                            .isGreaterThan(reply.attempt().sentNanos());
                }
            }
        }
    }

    private Reply ask(Function<String, IntentResult> parser, Call call) {
        try (NluProvider provider = NluProvider.of(parser, 1)) {
            return provider.call(call, runClock);
        }
    }

    private static Call call(String text) {
        return new Call(0, "", new Prompt("1", text, null), 16, true, MINUTE_NANOS, MINUTE_NANOS);
    }

    private static IntentResult result(String intent, double confidence) {
        return new IntentResult(intent, confidence, List.of(new IntentResult.Candidate(intent, confidence)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the test was interrupted", e);
        }
    }

    /** Time passes only when somebody says so. */
    private static final class SteppedClock implements NanoClock {
        private final AtomicLong nanos = new AtomicLong();

        void advance(long byNanos) {
            nanos.addAndGet(byNanos);
        }

        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public void sleepUntil(long deadlineNanos) {
            nanos.accumulateAndGet(deadlineNanos, Math::max);
        }
    }

    /** Opens a latch when it has been read for the first time. */
    private record SignallingClock(NanoClock clock, CountDownLatch read) implements NanoClock {
        @Override
        public long nanos() {
            long nanos = clock.nanos();
            read.countDown();
            return nanos;
        }

        @Override
        public void sleepUntil(long deadlineNanos) throws InterruptedException {
            clock.sleepUntil(deadlineNanos);
        }
    }
}
