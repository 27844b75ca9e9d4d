package dev.taximeter.cli;

import dev.taximeter.model.Generation;
import dev.taximeter.model.Knowledge;
import dev.taximeter.model.Workload;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.nlu.IntentModel;
import dev.taximeter.nlu.PassageIndex;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs of the built-in encoder although no arm is a local model: the index that questions are answered from, and
 * the model that says which intent a generated utterance has. Both compute on one platform thread, first come first served:
 * a native call would hold the carrier of the virtual thread that asks.
 */
final class LocalHelp implements AutoCloseable {
    private final @Nullable Encoder encoder;
    private final @Nullable PassageIndex index;
    private final @Nullable IntentModel intents;
    private final int retrieved;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("local-help").daemon().factory());

    private LocalHelp(
            @Nullable Encoder encoder, @Nullable PassageIndex index, @Nullable IntentModel intents, int retrieved) {
        this.encoder = encoder;
        this.index = index;
        this.intents = intents;
        this.retrieved = retrieved;
    }

    /** Nothing is opened when the workload needs none. */
    static LocalHelp open(Workload workload, long seed, Consumer<String> say) throws InterruptedException {
        Generation generation = workload.generation();
        Knowledge knowledge = workload.knowledge();
        if (generation == null && knowledge == null) {
            return new LocalHelp(null, null, null, 0);
        }
        Encoder encoder = LocalModels.encoder(Encoder.ALL_MINILM_L6_V2_Q, 1);
        if (knowledge != null) {
            say.accept("encoding %,d passages …".formatted(knowledge.passages().size()));
            PassageIndex index = new PassageIndex(encoder, knowledge.passages());
            return new LocalHelp(encoder, index, null, knowledge.retrieved());
        }
        say.accept("training the local NLU that judges on %,d utterances …"
                .formatted(workload.training().size()));
        return new LocalHelp(encoder, null, IntentModel.train(encoder, workload.training(), seed), 0);
    }

    /** Where the local model puts an utterance. */
    String intentOf(String utterance) {
        IntentModel model = intents;
        if (model == null) {
            throw new IllegalStateException("no model was trained to judge with");
        }
        return asked(() -> model.parse(utterance).intent());
    }

    /** The passages nearest to a question. */
    List<String> passages(String question) {
        PassageIndex passages = index;
        if (passages == null) {
            throw new IllegalStateException("there are no passages");
        }
        return asked(() -> passages.nearest(question, retrieved));
    }

    private <T> T asked(Callable<T> question) {
        Future<T> answer = worker.submit(question);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException e) {
                    interrupted = true; // a matter of milliseconds; the caller sees the interrupt afterwards
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the local encoder failed", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        worker.close();
        if (encoder != null) {
            encoder.close();
        }
    }
}
