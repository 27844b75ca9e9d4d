package dev.taximeter.model;

/**
 * What the emulator truly did for one request, on the emulator's own monotonic clock. Only differences mean anything
 * outside it.
 *
 * @param requestId as sent to the client
 * @param profile that was played
 * @param receivedNanos the request's last byte was read
 * @param frameNanos when each content frame had been handed to the kernel, ascending; empty for an error
 * @param doneNanos when the last byte had been handed to the kernel
 */
public record TruthStamp(String requestId, String profile, long receivedNanos, ChunkTimes frameNanos, long doneNanos) {}
