package dev.taximeter.provider;

import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Message;
import dev.taximeter.model.Prompt;
import java.util.List;

/**
 * One call to a system under test.
 *
 * @param seq position in the plan; only to tell calls apart
 * @param instructions the system prompt; empty for none
 * @param history what was said before in this conversation, in order; empty when the prompt begins it
 * @param prompt what is asked, with a cache-busting first word already in its text where the scenario wants one
 * @param question what is asked, without such a word
 * @param answer what is asked of the answer beside its content
 * @param stream whether the answer is streamed
 * @param timeoutNanos overall limit from sending, above 0
 * @param stallNanos longest silence of the server, above 0
 */
public record Call(
        long seq,
        String instructions,
        List<Message> history,
        Prompt prompt,
        String question,
        AnswerShape answer,
        boolean stream,
        long timeoutNanos,
        long stallNanos) {
    public Call {
        history = List.copyOf(history);
    }

    /** A call whose prompt is as the workload has it. */
    public Call(
            long seq,
            String instructions,
            List<Message> history,
            Prompt prompt,
            AnswerShape answer,
            boolean stream,
            long timeoutNanos,
            long stallNanos) {
        this(seq, instructions, history, prompt, prompt.text(), answer, stream, timeoutNanos, stallNanos);
    }

    /** A call that begins a conversation and asks for free text. */
    public Call(
            long seq,
            String instructions,
            Prompt prompt,
            int maxOutputTokens,
            boolean stream,
            long timeoutNanos,
            long stallNanos) {
        this(seq, instructions, List.of(), prompt, AnswerShape.text(maxOutputTokens), stream, timeoutNanos, stallNanos);
    }

    /** The same call, answered whole. */
    public Call unstreamed() {
        return new Call(seq, instructions, history, prompt, question, answer, false, timeoutNanos, stallNanos);
    }

    /** Limit of the answer, in tokens, at least 1. */
    public int maxOutputTokens() {
        return answer.maxOutputTokens();
    }

    /** The same call under other instructions. */
    public Call under(String newInstructions) {
        return new Call(seq, newInstructions, history, prompt, question, answer, stream, timeoutNanos, stallNanos);
    }
}
