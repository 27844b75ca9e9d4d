package dev.taximeter.model;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One call as it happened. Times are nanoseconds after the start of the run, on one monotonic clock.
 *
 * @param sentNanos handed to the client
 * @param headersNanos status line and headers were read; empty when they never came
 * @param firstByteNanos first byte of the body; empty when none came
 * @param firstEventNanos any first frame, also one without content; empty when none came
 * @param firstReasoningNanos first thought that the server let us see; empty when none came
 * @param chunks arrival of each content chunk; empty when none came
 * @param chunkChars size of each content chunk; as many as {@code chunks}, or empty when they were not kept
 * @param finishNanos the finish or stop reason was read; empty when none came
 * @param usageNanos the last usage figures were read; empty when none came
 * @param doneNanos the dialect's end, last byte, error or cancel; not before {@code sentNanos}
 * @param eofNanos the body's own end was read, at or after {@code doneNanos}; empty when it did not come, or not soon
 *     after the dialect's
 * @param outcome how it ended
 * @param usage tokens; null when the server reported none and none could be estimated
 * @param finishReason the vendor's word, e.g. {@code stop}; null when none came
 * @param facts what server and connection said of themselves
 * @param relay how a hybrid arm came to its answer; null for all others
 */
public record Attempt(
        long sentNanos,
        OptionalLong headersNanos,
        OptionalLong firstByteNanos,
        OptionalLong firstEventNanos,
        OptionalLong firstReasoningNanos,
        ChunkTimes chunks,
        ChunkSizes chunkChars,
        OptionalLong finishNanos,
        OptionalLong usageNanos,
        long doneNanos,
        OptionalLong eofNanos,
        Outcome outcome,
        @Nullable TokenUsage usage,
        @Nullable String finishReason,
        ServerFacts facts,
        @Nullable Relay relay) {
    public Attempt {
        if (doneNanos < sentNanos || (!chunks.isEmpty() && chunks.firstNanos() < sentNanos)) {
            throw new IllegalArgumentException(
                    "times out of order: sent %d, chunks %s, done %d".formatted(sentNanos, chunks, doneNanos));
        }
        if (eofNanos.isPresent() && eofNanos.getAsLong() < doneNanos) {
            throw new IllegalArgumentException("the body ended at %s, before %d".formatted(eofNanos, doneNanos));
        }
        if (!chunkChars.isEmpty() && chunkChars.size() != chunks.size()) {
            throw new IllegalArgumentException("%d chunks have %d sizes".formatted(chunks.size(), chunkChars.size()));
        }
    }

    /** A call of an arm that is no hybrid. */
    public Attempt(
            long sentNanos,
            OptionalLong headersNanos,
            OptionalLong firstByteNanos,
            OptionalLong firstEventNanos,
            OptionalLong firstReasoningNanos,
            ChunkTimes chunks,
            ChunkSizes chunkChars,
            OptionalLong finishNanos,
            OptionalLong usageNanos,
            long doneNanos,
            OptionalLong eofNanos,
            Outcome outcome,
            @Nullable TokenUsage usage,
            @Nullable String finishReason,
            ServerFacts facts) {
        this(
                sentNanos,
                headersNanos,
                firstByteNanos,
                firstEventNanos,
                firstReasoningNanos,
                chunks,
                chunkChars,
                finishNanos,
                usageNanos,
                doneNanos,
                eofNanos,
                outcome,
                usage,
                finishReason,
                facts,
                null);
    }

    /** A call with the times that every kind of system has. */
    public Attempt(
            long sentNanos,
            OptionalLong headersNanos,
            OptionalLong firstEventNanos,
            ChunkTimes chunks,
            OptionalLong finishNanos,
            long doneNanos,
            Outcome outcome,
            @Nullable TokenUsage usage,
            @Nullable String finishReason,
            ServerFacts facts) {
        this(
                sentNanos,
                headersNanos,
                OptionalLong.empty(),
                firstEventNanos,
                OptionalLong.empty(),
                chunks,
                ChunkSizes.empty(),
                finishNanos,
                OptionalLong.empty(),
                doneNanos,
                OptionalLong.empty(),
                outcome,
                usage,
                finishReason,
                facts);
    }

    /**
     * The same call as the last leg of a relay.
     *
     * @param startNanos when the first model was asked; not after {@code sentNanos}
     * @param newRelay what happened before
     */
    public Attempt relayed(long startNanos, Relay newRelay) {
        return new Attempt(
                startNanos,
                headersNanos,
                firstByteNanos,
                firstEventNanos,
                firstReasoningNanos,
                chunks,
                chunkChars,
                finishNanos,
                usageNanos,
                doneNanos,
                eofNanos,
                outcome,
                usage,
                finishReason,
                facts,
                newRelay);
    }

    /** When the server was asked: {@code sentNanos}, and in a relay that went on to it, later. */
    public long askedNanos() {
        return relay != null && relay.passedOn() ? sentNanos + relay.firstNanos() : sentNanos;
    }

    /**
     * What of our time the server does not account for: network, handshakes, gateways. Both stop-watches run over the same
     * stretch: the whole call, or up to the headers or the first content where the server tells no more. Empty when it
     * tells nothing; below 0 when it rounds up.
     */
    public OptionalLong outsideServerNanos() {
        if (facts.serverNanos().isPresent()) {
            return OptionalLong.of(
                    doneNanos - askedNanos() - facts.serverNanos().getAsLong());
        }
        Long headers = facts.stages().get(ServerStage.HEADERS);
        if (headers != null && headersNanos.isPresent()) {
            return OptionalLong.of(headersNanos.getAsLong() - askedNanos() - headers);
        }
        Long firstToken = facts.stages().get(ServerStage.FIRST_TOKEN);
        return firstToken == null || chunks.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(chunks.firstNanos() - askedNanos() - firstToken);
    }

    /** The same call with what server and connection said of themselves. */
    public Attempt with(ServerFacts told) {
        return new Attempt(
                sentNanos,
                headersNanos,
                firstByteNanos,
                firstEventNanos,
                firstReasoningNanos,
                chunks,
                chunkChars,
                finishNanos,
                usageNanos,
                doneNanos,
                eofNanos,
                outcome,
                usage,
                finishReason,
                told,
                relay);
    }

    /** The same call of a model that answers with a label, so that it has neither tokens nor a first one of them. */
    public Attempt withoutTokens() {
        return new Attempt(
                sentNanos,
                headersNanos,
                firstByteNanos,
                OptionalLong.empty(),
                OptionalLong.empty(),
                ChunkTimes.empty(),
                ChunkSizes.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                doneNanos,
                eofNanos,
                outcome,
                null,
                null,
                facts,
                relay);
    }

    /** A call that brought nothing but its end. */
    public static Attempt without(long sentNanos, long doneNanos, Outcome outcome) {
        return new Attempt(
                sentNanos,
                OptionalLong.empty(),
                OptionalLong.empty(),
                ChunkTimes.empty(),
                OptionalLong.empty(),
                doneNanos,
                outcome,
                null,
                null,
                ServerFacts.NONE);
    }
}
