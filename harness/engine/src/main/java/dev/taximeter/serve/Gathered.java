package dev.taximeter.serve;

import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.serve.Batcher.Inferred;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The answers to the texts of one request, handed on when the last of them is there. Thread-safe. */
final class Gathered {
    private final AtomicReferenceArray<Inferred<Inference>> answers;
    private final AtomicInteger missing;
    private final Consumer<List<Inferred<Inference>>> complete;

    Gathered(int texts, Consumer<List<Inferred<Inference>>> complete) {
        this.answers = new AtomicReferenceArray<>(texts);
        this.missing = new AtomicInteger(texts);
        this.complete = complete;
    }

    void put(int index, Inferred<Inference> answer) {
        answers.set(index, answer);
        if (missing.decrementAndGet() == 0) {
            List<Inferred<Inference>> all =
                    IntStream.range(0, answers.length()).mapToObj(answers::get).toList();
            complete.accept(all);
        }
    }
}
