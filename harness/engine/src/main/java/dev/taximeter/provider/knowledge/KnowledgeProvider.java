package dev.taximeter.provider.knowledge;

import dev.taximeter.model.Relay;
import dev.taximeter.model.RunClock;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import java.util.List;

/**
 * Answers from a knowledge base: retrieves passages, then asks a language model with them in its system prompt. Thread-safe.
 * The reply's times begin with the retrieval; its relay says when that was done.
 */
public final class KnowledgeProvider implements Provider {
    private final Retriever retriever;
    private final Provider model;

    /** Finds what a question may be answered from. Called from many virtual threads. */
    @FunctionalInterface
    public interface Retriever {
        /** The passages, the nearest first. */
        List<String> passages(String question);
    }

    /** @param model closed with this one */
    public KnowledgeProvider(Retriever retriever, Provider model) {
        this.retriever = retriever;
        this.model = model;
    }

    @Override
    public Reply call(Call call, RunClock clock) {
        long startNanos = clock.nanos();
        List<String> passages = retriever.passages(call.question());
        Reply reply = model.call(call.under(instructions(call.instructions(), passages)), clock);
        Relay relay = new Relay(reply.attempt().sentNanos() - startNanos, true);
        return reply.in(reply.attempt().relayed(startNanos, relay)).from(passages);
    }

    private static String instructions(String own, List<String> passages) {
        StringBuilder text = new StringBuilder(own);
        text.append(own.isEmpty() ? "" : "\n\n").append("Passages:");
        for (int i = 0; i < passages.size(); i++) {
            text.append("\n\n[").append(i + 1).append("] ").append(passages.get(i));
        }
        return text.toString();
    }

    @Override
    public void close() {
        model.close();
    }
}
