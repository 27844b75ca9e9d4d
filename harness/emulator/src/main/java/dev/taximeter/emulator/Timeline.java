package dev.taximeter.emulator;

/**
 * How an answer went in time, in nanoseconds after the request's last byte was read.
 *
 * @param openedNanos the stream's first bytes; for a whole answer, when the stream would have begun
 * @param firstNanos first content
 * @param lastNanos last content
 * @param frames content frames, at least 0
 */
record Timeline(long openedNanos, long firstNanos, long lastNanos, int frames) {}
