package dev.taximeter.model;

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
 * @param serverNanos the server's own processing time, if it gave one
 */
public record ServerFacts(
        @Nullable String requestId,
        @Nullable String model,
        @Nullable String region,
        @Nullable String protocol,
        boolean connectionReused,
        OptionalLong connectNanos,
        OptionalLong serverNanos) {

    /** Nothing is known, or the call stayed in the process. */
    public static final ServerFacts NONE =
            new ServerFacts(null, null, null, null, false, OptionalLong.empty(), OptionalLong.empty());
}
