package dev.taximeter.cost;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a second a machine takes and still keeps the scenario's objectives on times. Everything that a machine
 * costs rests on this one figure: for a request, by its utilisation, and in a month.
 */
public sealed interface Capacity {

    /**
     * It was measured.
     *
     * @param perSecond above 0
     * @param n requests that it was counted over
     * @param basis how far it was tested
     * @param level the level of the sweep that it is of, in words; null unless the basis is {@link Basis#LEVEL}
     */
    record Measured(
            BigDecimal perSecond,
            long n,
            Basis basis,
            @Nullable String level) implements Capacity {
        public Measured {
            if (perSecond.signum() <= 0 || (basis == Basis.LEVEL) != (level != null)) {
                throw new IllegalArgumentException("a capacity of %s by %s, %s".formatted(perSecond, basis, level));
            }
        }

        /** How it is known, in a few words. */
        public String words() {
            return switch (basis) {
                case LEVEL -> "the highest level that keeps the objectives, " + level;
                case LOAD -> "the run's own load, which keeps the objectives; more was not tried";
                case BUSY_TIME -> "requests over busy time, no objective tested";
            };
        }
    }

    /** @param reason why there is none; a machine without it has no cost of a request */
    record Unknown(String reason) implements Capacity {}

    /** How far a capacity was tested. */
    enum Basis {
        /** The highest level of a sweep over the load at which the objectives are kept. */
        LEVEL("level"),
        /** The only load that the run had; it keeps the objectives. What the machine can do is at least that. */
        LOAD("load"),
        /**
         * No objective on a time says what is too slow. Then the time in which at least one request was open counts: what a
         * machine would take that never waits, and whose users do not mind how long they wait.
         */
        BUSY_TIME("busyTime");

        private final String id;

        Basis(String id) {
            this.id = id;
        }

        /** The name in files. */
        public String id() {
            return id;
        }
    }
}
