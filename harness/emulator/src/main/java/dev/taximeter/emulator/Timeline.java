package dev.taximeter.emulator;

/**
 * How an answer went in time, in nanoseconds after the request's last byte was read.
 *
 * @param queuedNanos how long the request waited for a slot; 0 where there is no queue
 * @param openedNanos the stream's first bytes; for a whole answer, when the stream would have begun
 * @param firstNanos first content
 * @param lastNanos last content
 * @param frames content frames, at least 0
 */
record Timeline(long queuedNanos, long openedNanos, long firstNanos, long lastNanos, int frames) {
    /** Reading the prompt: from the slot to the first content. */
    long prefillNanos() {
        return firstNanos - queuedNanos;
    }

    /** Writing the answer: from the first content to the last. */
    long decodeNanos() {
        return lastNanos - firstNanos;
    }
}
