package dev.taximeter.model;

/**
 * How a hybrid arm came to its answer: its first model is always asked, and what that is not sure of goes on to the second.
 *
 * @param firstNanos from sending to the moment that the first model's answer was there, or that the second was asked; at
 *     least 0
 * @param passedOn whether the second model was asked
 */
public record Relay(long firstNanos, boolean passedOn) {
    public Relay {
        if (firstNanos < 0) {
            throw new IllegalArgumentException("the first model took %d ns".formatted(firstNanos));
        }
    }
}
