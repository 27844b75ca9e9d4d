package dev.taximeter.cli;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Target.Batching;
import dev.taximeter.nlu.IntentResult;
import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.nlu.NluResult;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.queue.QueueProvider;
import dev.taximeter.serve.Batcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A queue whose model answers with the text itself. */
final class EchoedQueue {
    private EchoedQueue() {}

    /** Answers with the text itself. */
    private static Inference echo(String text) {
        var candidate = new IntentResult.Candidate(text, 0.75);
        return new Inference(
                new NluResult(new IntentResult(text, 0.75, List.of(candidate)), List.of()), new float[] {1});
    }

    /** In front of a model. */
    static Batcher<Inference> batcher(Function<List<String>, List<Inference>> model, int most) {
        return new Batcher<>(model, new Batching(most, 0), 64, 1, NanoClock.system());
    }

    /** Answers with the texts themselves. */
    static List<Inference> echoes(List<String> texts) {
        return texts.stream().map(EchoedQueue::echo).toList();
    }

    private static Call call(int number) {
        return new Call(
                number,
                "",
                new Prompt("p" + number, "text 😀 " + number, null),
                16,
                false,
                TimeUnit.SECONDS.toNanos(30),
                TimeUnit.SECONDS.toNanos(30));
    }

    /** Asks so many times at once; the n-th text is {@code text 😀 n}. */
    static List<Reply> ask(QueueProvider provider, int calls) throws ExecutionException, InterruptedException {
        RunClock clock = RunClock.startingNow(NanoClock.system());
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> asked = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                Call call = call(i);
                asked.add(users.submit(() -> provider.call(call, clock)));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> reply : asked) {
                replies.add(reply.get());
            }
            return replies;
        }
    }
}
