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

    /** @param limit at least 0 */
    public Account(BigDecimal limit) {
        this.limit = limit;
    }

    /**
     * Sets a sum aside, all of it or nothing.
     *
     * @return whether the limit reached for it beside what is spent and set aside
     */
    public synchronized boolean setAside(BigDecimal most) {
        BigDecimal after = setAside.add(most);
        if (spent.add(after).compareTo(limit) > 0) {
            return false;
        }
        setAside = after;
        return true;
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
