package dev.taximeter.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the server and the connection said of themselves.
 *
 * @param requestId the server's id of the request; null when it gave none
 * @param model the model that answered, as the server names it; null when it gave none
 * @param region the serving region; null when it gave none
 * @param protocol e.g. {@code http/1.1} or {@code h2}; null when nothing was sent over a network
 * @param connectionReused whether an open connection was used; false when nothing was sent over a network
 * @param connectNanos time of TCP and TLS handshakes inside this call; empty when the connection was reused
 * @param serverNanos the server's own time for the whole request, to its last byte; empty when it gave none
 * @param fingerprint of the model's configuration; null when it gave none
 * @param session id of the machine or pool behind the server; null when it gave none
 * @param serviceTier the tier that was really used; null when it gave none
 * @param spilledFrom the deployment from which the call spilled over to another; null when it did not
 * @param filterMode how the content filter worked on the stream; null where there was none to be seen: another vendor, or
 *     an answer that came whole
 * @param tlsVersion e.g. {@code TLSv1.3}; null on cleartext
 * @param tlsNanos the TLS handshake's part of {@code connectNanos}; empty when there was none
 * @param utilisationRatio how busy paid capacity is, 0 and up; empty when it was not told
 * @param retryAfterNanos how long the server asks to wait; empty when it does not ask
 * @param retryWanted whether the server asks for the same call again or asks not to be; null when it does not say
 * @param stages the server's own stop-watch; empty when it tells none
 * @param limits the rate limits that it tells; empty when none
 * @param passage the way to a worker and back; null where the worker does not stamp it
 */
public record ServerFacts(
        @Nullable String requestId,
        @Nullable String model,
        @Nullable String region,
        @Nullable String protocol,
        boolean connectionReused,
        OptionalLong connectNanos,
        OptionalLong serverNanos,
        @Nullable String fingerprint,
        @Nullable String session,
        @Nullable String serviceTier,
        @Nullable String spilledFrom,
        @Nullable FilterMode filterMode,
        @Nullable String tlsVersion,
        OptionalLong tlsNanos,
        OptionalDouble utilisationRatio,
        OptionalLong retryAfterNanos,
        @Nullable Boolean retryWanted,
        Map<ServerStage, Long> stages,
        List<RateLimit> limits,
        @Nullable Passage passage) {

    /** Nothing is known, or the call stayed in the process. */
    public static final ServerFacts NONE =
            new ServerFacts(null, null, null, null, false, OptionalLong.empty(), OptionalLong.empty());

    public ServerFacts {
        Map<ServerStage, Long> ordered = new EnumMap<>(ServerStage.class);
        ordered.putAll(stages);
        stages = Collections.unmodifiableMap(ordered);
        limits = List.copyOf(limits);
    }

    /** What nearly every server tells, and nothing more. */
    public ServerFacts(
            @Nullable String requestId,
            @Nullable String model,
            @Nullable String region,
            @Nullable String protocol,
            boolean connectionReused,
            OptionalLong connectNanos,
            OptionalLong serverNanos) {
        this(
                requestId,
                model,
                region,
                protocol,
                connectionReused,
                connectNanos,
                serverNanos,
                null,
                null,
                null,
                null,
                null,
                null,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                null,
                Map.of(),
                List.of());
    }

    /** Without a stamped passage. */
    public ServerFacts(
            @Nullable String requestId,
            @Nullable String model,
            @Nullable String region,
            @Nullable String protocol,
            boolean connectionReused,
            OptionalLong connectNanos,
            OptionalLong serverNanos,
            @Nullable String fingerprint,
            @Nullable String session,
            @Nullable String serviceTier,
            @Nullable String spilledFrom,
            @Nullable FilterMode filterMode,
            @Nullable String tlsVersion,
            OptionalLong tlsNanos,
            OptionalDouble utilisationRatio,
            OptionalLong retryAfterNanos,
            @Nullable Boolean retryWanted,
            Map<ServerStage, Long> stages,
            List<RateLimit> limits) {
        this(
                requestId,
                model,
                region,
                protocol,
                connectionReused,
                connectNanos,
                serverNanos,
                fingerprint,
                session,
                serviceTier,
                spilledFrom,
                filterMode,
                tlsVersion,
                tlsNanos,
                utilisationRatio,
                retryAfterNanos,
                retryWanted,
                stages,
                limits,
                null);
    }

    /**
     * What a worker told of a call by its stamps: the server's own time and its stages follow from them.
     *
     * @param requestId the call's id; null in the process
     * @param worker who answered; null in the process
     */
    public static ServerFacts of(Passage passage, @Nullable String requestId, @Nullable String worker) {
        return new ServerFacts(
                requestId,
                null,
                null,
                null,
                false,
                OptionalLong.empty(),
                OptionalLong.of(passage.workerNanos()),
                null,
                worker,
                null,
                null,
                null,
                null,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                null,
                stages(passage),
                List.of(),
                passage);
    }

    /** The same facts of a call whose worker stamped its passage, which then also tells the server's time and stages. */
    public ServerFacts with(Passage stamped) {
        return new ServerFacts(
                requestId,
                model,
                region,
                protocol,
                connectionReused,
                connectNanos,
                OptionalLong.of(stamped.workerNanos()),
                fingerprint,
                session,
                serviceTier,
                spilledFrom,
                filterMode,
                tlsVersion,
                tlsNanos,
                utilisationRatio,
                retryAfterNanos,
                retryWanted,
                stages(stamped),
                limits,
                stamped);
    }

    private static Map<ServerStage, Long> stages(Passage passage) {
        return Map.of(
                ServerStage.QUEUE, passage.queueNanos(),
                ServerStage.INFERENCE, passage.inferenceNanos());
    }
}
