package dev.taximeter.provider.nlu;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Embedding;
import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Passage;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.nlu.IntentResult;
import dev.taximeter.nlu.NluModel;
import dev.taximeter.nlu.NluResult;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the local language model. Thread-safe.
 *
 * <p>Inferences run on a few platform threads of this provider, first come first served; the calling virtual thread waits
 * parked. A native inference would hold its carrier for milliseconds, and a semaphore would not help: its permits would
 * still be spent on carriers, of which there are as many as cores, and the meter's own requests would be late. The wait
 * for a free thread and both hand-overs (tens of microseconds) lie between sent and done: an overloaded model is a slow
 * model. The wait counts as the model's queue, the hand-over of the answer as its way back.
 *
 * <p>An in-process answer has no chunks, no tokens and no first token. Limits of the call: {@code timeoutNanos} counts from
 * sending and covers the wait; {@code stallNanos}, {@code instructions}, {@code maxOutputTokens} and {@code stream} mean
 * nothing here.
 */
public final class NluProvider implements Provider {
    private static final int WARM_UP_INFERENCES = 300;
    private static final List<String> WARM_UP_UTTERANCES = List.of(
            "hello",
            "what is the balance of my savings account",
            "i would like to order two large pizzas with extra cheese and a bottle of water for tonight, please");

    private final Function<String, Said> model;
    private final ExecutorService workers;

    private NluProvider(Function<String, Said> model, int concurrency) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("a provider needs at least 1 worker, not " + concurrency);
        }
        this.model = model;
        this.workers = Executors.newFixedThreadPool(
                concurrency, Thread.ofPlatform().name("nlu-", 0).daemon().factory());
    }

    /**
     * Opens a provider and warms the model with a few hundred inferences, which take about a second. Closing the provider
     * leaves the model and its encoder open: they may serve the next trial.
     *
     * @param concurrency inferences at once, at least 1; {@link #concurrencyFor} gives a fair number
     * @throws IllegalStateException when the model does not work
     */
    public static NluProvider open(NluModel model, int concurrency) {
        return warmed(text -> Said.of(model.parse(text)), concurrency);
    }

    /** The same for a model that answers with the encoder's vector of the text, see {@link Embedding}, and has no label. */
    public static NluProvider open(Encoder encoder, int concurrency) {
        return warmed(text -> Said.of(Embedding.of(encoder.encode(text).sentence())), concurrency);
    }

    private static NluProvider warmed(Function<String, Said> model, int concurrency) {
        NluProvider provider = new NluProvider(model, concurrency);
        for (int i = 0; i < WARM_UP_INFERENCES; i++) {
            var _ = model.apply(WARM_UP_UTTERANCES.get(i % WARM_UP_UTTERANCES.size()));
        }
        return provider;
    }

    /** A provider that asks this function; nothing is warmed. */
    static NluProvider of(Function<String, IntentResult> parser, int concurrency) {
        return new NluProvider(text -> Said.of(new NluResult(parser.apply(text), List.of())), concurrency);
    }

    /**
     * How many inferences may run at once so that one core is left to the meter; at least 1.
     *
     * @param cores of the machine
     * @param threads that one inference uses
     */
    public static int concurrencyFor(int cores, int threads) {
        return Math.max(1, (cores - 1) / threads);
    }

    @Override
    public Reply call(Call call, RunClock clock) {
        long sentNanos = clock.nanos();
        Future<Inferred> answer;
        try {
            answer = workers.submit(() -> infer(call.question(), clock));
        } catch (RejectedExecutionException e) {
            return failed(sentNanos, clock, Outcome.Kind.LOCAL_FAILURE, "the provider is closed");
        }
        try {
            Inferred inferred = answer.get(call.timeoutNanos(), TimeUnit.NANOSECONDS);
            Attempt attempt = attempt(sentNanos, clock, Outcome.of(Outcome.Kind.OK, ""))
                    .with(ServerFacts.of(passage(sentNanos, inferred), null, null));
            Said said = inferred.said();
            return new Reply(attempt, said.text(), said.label(), said.confidence(), said.entities());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return failed(sentNanos, clock, Outcome.Kind.LOCAL_FAILURE, words(e.getCause()));
        } catch (TimeoutException e) {
            answer.cancel(false);
            return failed(sentNanos, clock, Outcome.Kind.TIMEOUT_BEFORE_HEADERS, "no answer within the call's limit");
        } catch (InterruptedException e) {
            answer.cancel(false); // one that waits never starts; one that runs cannot be stopped inside native code
            Reply reply = failed(sentNanos, clock, Outcome.Kind.CANCELLED, "");
            Thread.currentThread().interrupt();
            return reply;
        }
    }

    /** What a model said: a label and entities, or a vector as text. */
    private record Said(
            String text,
            @Nullable String label,
            double confidence,
            @Nullable List<EntitySpan> entities) {
        static Said of(NluResult result) {
            IntentResult intent = result.intent();
            return new Said(intent.intent(), intent.intent(), intent.confidence(), result.entities());
        }

        static Said of(Embedding vector) {
            return new Said(vector.base64(), null, Double.NaN, null);
        }
    }

    /** An inference and its times. */
    private record Inferred(Said said, long fromNanos, long toNanos) {}

    private Inferred infer(String text, RunClock clock) {
        long fromNanos = clock.nanos();
        Said said = model.apply(text);
        return new Inferred(said, fromNanos, clock.nanos());
    }

    /** There is no way to the model but the queue in front of it, and back only the hand-over to the waiting thread. */
    private static Passage passage(long sentNanos, Inferred inferred) {
        return new Passage(
                OptionalLong.empty(),
                sentNanos,
                inferred.fromNanos(),
                inferred.toNanos(),
                inferred.toNanos(),
                true,
                0,
                1,
                1);
    }

    private static Reply failed(long sentNanos, RunClock clock, Outcome.Kind kind, String detail) {
        return Reply.text(attempt(sentNanos, clock, Outcome.of(kind, detail)), "");
    }

    private static Attempt attempt(long sentNanos, RunClock clock, Outcome outcome) {
        return Attempt.without(sentNanos, clock.nanos(), outcome);
    }

    private static String words(@Nullable Throwable cause) {
        return cause == null ? "" : String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
    }

    /** Lets the inferences that run or wait end, then frees the threads. The model stays open. */
    @Override
    public void close() {
        workers.close();
    }
}
