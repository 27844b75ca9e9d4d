package dev.taximeter.provider;

import org.jspecify.annotations.Nullable;

/**
 * What a worker stamped on one call, in nanoseconds of its own monotonic clock.
 *
 * @param worker who it was: one name, one clock
 * @param bootId the boot of its machine; null where the platform does not tell
 * @param receivedNanos it had read the request
 * @param inferFromNanos the model began
 * @param inferToNanos the model was done
 * @param repliedNanos it handed its answer on
 * @param delivery how often the request had been handed to a worker, this time included; at least 1
 * @param batch how many requests the model was given at once, at least 1
 */
public record WorkerStamps(
        String worker,
        @Nullable String bootId,
        long receivedNanos,
        long inferFromNanos,
        long inferToNanos,
        long repliedNanos,
        int delivery,
        int batch) {

    /** Whether the four times are in order, as those of one clock must be. */
    public boolean inOrder() {
        return receivedNanos <= inferFromNanos && inferFromNanos <= inferToNanos && inferToNanos <= repliedNanos;
    }
}
