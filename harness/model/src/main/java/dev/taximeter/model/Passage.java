package dev.taximeter.model;

import java.util.OptionalLong;

/**
 * A call's way to a worker and back: by a queue, over a connection, or from one thread to another. All times are
 * nanoseconds after the start of the run; the worker's are translated from its own clock. The worker's own stretches
 * (received to replied, inference) are differences on one clock and exact; what lies between the two clocks carries
 * {@code boundNanos}.
 *
 * @param publishedNanos the broker had acknowledged the request; empty where nobody does
 * @param receivedNanos the worker had read the request
 * @param inferFromNanos the model began with it, or with the batch that it is in
 * @param inferToNanos the model was done with it, or with that batch
 * @param repliedNanos the worker handed its answer on
 * @param sameClock whether worker and meter read one clock: the same boot of the same machine, and no answer contradicts it
 * @param boundNanos how far off each direction's time may be, either way, at least 0
 * @param delivery how often the request had been handed to a worker, this time included; 1 is the first
 * @param batch how many requests the model was given at once, at least 1
 */
public record Passage(
        OptionalLong publishedNanos,
        long receivedNanos,
        long inferFromNanos,
        long inferToNanos,
        long repliedNanos,
        boolean sameClock,
        long boundNanos,
        int delivery,
        int batch) {
    public Passage {
        if (inferFromNanos < receivedNanos || inferToNanos < inferFromNanos || repliedNanos < inferToNanos) {
            throw new IllegalArgumentException(
                    "a worker's times out of order: received %d, inference %d to %d, replied %d"
                            .formatted(receivedNanos, inferFromNanos, inferToNanos, repliedNanos));
        }
        if (boundNanos < 0 || delivery < 1 || batch < 1) {
            throw new IllegalArgumentException(
                    "bound %d, delivery %d, batch %d".formatted(boundNanos, delivery, batch));
        }
    }

    /** The worker's whole time with it. */
    public long workerNanos() {
        return repliedNanos - receivedNanos;
    }

    /** Waiting inside the worker. */
    public long queueNanos() {
        return inferFromNanos - receivedNanos;
    }

    /** The model's time, with all that was in its batch. */
    public long inferenceNanos() {
        return inferToNanos - inferFromNanos;
    }
}
