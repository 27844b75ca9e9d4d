package dev.taximeter.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A number that takes several values within one run, so that figures are per value. Samples carry the index of theirs.
 *
 * @param quantity what is varied
 * @param values the levels, ascending, at least one
 */
public record Sweep(Quantity quantity, List<Double> values) {
    public Sweep {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a sweep over nothing");
        }
    }

    /** The turns of conversations, from the first to the {@code longest}th. */
    public static Sweep turns(int longest) {
        return new Sweep(
                Quantity.TURN,
                IntStream.rangeClosed(1, longest)
                        .mapToObj(turn -> (double) turn)
                        .toList());
    }

    /** The value at this level as a whole number. */
    public int count(int level) {
        return Math.toIntExact(Math.round(values.get(level)));
    }

    /** The value at this level in words, e.g. {@code 1024} or {@code 2.5}. */
    public String shown(int level) {
        double value = values.get(level);
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%s", value);
    }

    /** What can be varied. */
    public enum Quantity {
        /** Tokens of each prompt, with the cache-busting word, without instructions and the vendor's framing. */
        INPUT_TOKENS("inputTokens", "input tokens", true),
        /** Limit of each answer; its length where the server can be made to write that many. */
        OUTPUT_TOKENS("outputTokens", "output tokens", true),
        /** Solved examples before each prompt. */
        SHOTS("shots", "examples in the prompt", true),
        /** Requests a second of each arm. */
        RATE("rate", "requests a second", false),
        /** Users of each arm. */
        USERS("users", "users", false),
        /** Not a sweep that anybody asked for: which turn of its conversation a request is. */
        TURN("turn", "turn of the conversation", true);

        private final String id;
        private final String label;
        private final boolean ofRequest;

        Quantity(String id, String label, boolean ofRequest) {
            this.id = id;
            this.label = label;
            this.ofRequest = ofRequest;
        }

        /** The name in files. */
        public String id() {
            return id;
        }

        /** What is counted, in the plural where there is one. */
        public String label() {
            return label;
        }

        /** Whether each request can have its own level; else a level is a stretch of time. */
        public boolean ofRequest() {
            return ofRequest;
        }
    }
}
