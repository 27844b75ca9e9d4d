package dev.taximeter.model;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the emulator truly did for one request, on the emulator's own monotonic clock. Only differences mean anything
 * outside it.
 *
 * @param requestId as sent to the client
 * @param clientRequestId what the client called the request in {@code X-Client-Request-Id}; null when it did not. The
 *     only name that both sides know of a request whose headers never came
 * @param profile that was played
 * @param receivedNanos the request's last byte was read
 * @param frameNanos when each content frame had been handed to the kernel, ascending; empty for an error
 * @param doneNanos when the last byte had been handed to the kernel, or the connection was gone
 * @param queuedNanos how long the request waited for a slot; empty where the emulated vendor has no queue
 * @param fault what was done to the request on purpose; null for nothing
 * @param expected how a client must report it; null where it cannot be known
 * @param jsonFault how an answer that was to be JSON was spoiled; null when it was not
 */
public record TruthStamp(
        String requestId,
        @Nullable String clientRequestId,
        String profile,
        long receivedNanos,
        ChunkTimes frameNanos,
        long doneNanos,
        OptionalLong queuedNanos,
        @Nullable InjectedFault fault,
        Outcome.@Nullable Kind expected,
        @Nullable JsonFault jsonFault) {

    /** What our client calls the request at this position of the plan, in {@code X-Client-Request-Id}. */
    public static String clientRequestId(long seq) {
        return "taximeter-" + seq;
    }

    /** Of a request that nothing was done to. */
    public TruthStamp(String requestId, String profile, long receivedNanos, ChunkTimes frameNanos, long doneNanos) {
        this(
                requestId,
                null,
                profile,
                receivedNanos,
                frameNanos,
                doneNanos,
                OptionalLong.empty(),
                null,
                Outcome.Kind.OK,
                null);
    }
}
