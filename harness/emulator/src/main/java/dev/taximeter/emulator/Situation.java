package dev.taximeter.emulator;

import dev.taximeter.model.Serving;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What headers tell of the server at the moment.
 *
 * @param requestId the vendor's id of the request
 * @param elapsedNanos since the request's last byte
 * @param allowance what the client may still ask for
 * @param session the pool of machines that serves the request; null when all machines are alike
 * @param utilisationRatio busy slots of all, 0..1; empty where the emulated vendor has no slots
 * @param spilled from which deployment the request spilled over to which; null when it did not
 */
record Situation(
        String requestId,
        long elapsedNanos,
        Allowance allowance,
        @Nullable String session,
        OptionalDouble utilisationRatio,
        Serving.@Nullable Spillover spilled) {}
