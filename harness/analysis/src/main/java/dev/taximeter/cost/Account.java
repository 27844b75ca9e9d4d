package dev.taximeter.cost;

import java.math.BigDecimal;

/**
 * A limited sum from which calls are paid. The most that a call can cost is set aside before it is made, and what it did cost
 * is spent afterwards; so no number of calls at the same time can spend more than the limit, unless one costs more than was
 * set aside for it. Thread-safe.
 */
public final class Account {
    private final BigDecimal limit;
    private BigDecimal setAside = BigDecimal.ZERO;
    private BigDecimal spent = BigDecimal.ZERO;

    /** Whether a sum could be set aside. */
    public enum Reach {
        /** It is set aside. */
        NOW,
        /** It may be, once open calls have cost less than was set aside for them. */
        LATER,
        /** It never will: the limit does not reach for it beside what is spent. */
        NEVER
    }

    /** @param limit at least 0 */
    public Account(BigDecimal limit) {
        this.limit = limit;
    }

    /** Sets a sum aside, all of it or nothing. */
    public synchronized Reach setAside(BigDecimal most) {
        if (spent.add(most).compareTo(limit) > 0) {
            return Reach.NEVER;
        }
        BigDecimal after = setAside.add(most);
        if (spent.add(after).compareTo(limit) > 0) {
            return Reach.LATER;
        }
        setAside = after;
        return Reach.NOW;
    }

    /** Spends what nothing was set aside for, such as what an earlier process spent. */
    public synchronized void spend(BigDecimal actual) {
        spent = spent.add(actual);
    }

    /**
     * Spends in the place of a sum that was set aside.
     *
     * @param most that sum
     * @param actual what the call did cost
     */
    public synchronized void spend(BigDecimal most, BigDecimal actual) {
        setAside = setAside.subtract(most);
        spent = spent.add(actual);
    }

    /** What is spent, and what is still set aside. */
    public synchronized Balance balance() {
        return new Balance(spent, setAside);
    }

    /**
     * How an account stands.
     *
     * @param spent at least 0
     * @param setAside for calls that have not ended, at least 0
     */
    public record Balance(BigDecimal spent, BigDecimal setAside) {
        /** Spent at most, once the open calls have ended. */
        public BigDecimal atMost() {
            return spent.add(setAside);
        }
    }
}
