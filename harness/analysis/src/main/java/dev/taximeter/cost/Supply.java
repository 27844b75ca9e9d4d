package dev.taximeter.cost;

import java.math.BigDecimal;
import java.math.MathContext;

/** A way to have requests answered, and what a month of it costs. All of one comparison are in one currency. */
public sealed interface Supply {

    /** What a month with this volume costs. */
    BigDecimal perMonth(Volume volume);

    /** What 1,000 requests cost at this volume, which must not be 0. */
    default BigDecimal perThousand(Volume volume) {
        return perMonth(volume).movePointRight(3).divide(volume.requestsAMonth(), MathContext.DECIMAL64);
    }

    /**
     * Paid by the request: tokens at a list price.
     *
     * @param perRequest mean cost of one, retries and failed calls included
     */
    record Metered(BigDecimal perRequest) implements Supply {
        @Override
        public BigDecimal perMonth(Volume volume) {
            return perRequest.multiply(volume.requestsAMonth());
        }
    }

    /** Machines of one's own or rented, enough for the busiest hour, paid round the clock. */
    record Owned(Machine machine) implements Supply {
        @Override
        public BigDecimal perMonth(Volume volume) {
            return machine.perMonth(volume);
        }
    }

    /** Provisioned throughput: a number of units, paid round the clock; what does not fit spills over at a price by the request. */
    record Reserved(ProvisionedUnits units, int bought, BigDecimal spilledPerRequest) implements Supply {
        @Override
        public BigDecimal perMonth(Volume volume) {
            return units.perMonth(bought).add(spilledPerRequest.multiply(units.spilled(volume, bought)));
        }
    }

    /** The same with as many units as make a month cheapest at each volume. */
    record Provisioned(ProvisionedUnits units, BigDecimal spilledPerRequest) implements Supply {
        @Override
        public BigDecimal perMonth(Volume volume) {
            return units.cheapest(volume, spilledPerRequest).perMonth(volume);
        }
    }

    /**
     * A first system for all, a second one for what the first is not sure of.
     *
     * @param passedOnRatio share that goes on, 0..1
     */
    record Mixed(Supply first, Supply then, BigDecimal passedOnRatio) implements Supply {
        @Override
        public BigDecimal perMonth(Volume volume) {
            return first.perMonth(volume)
                    .add(then.perMonth(volume.of(volume.requestsAMonth().multiply(passedOnRatio))));
        }
    }
}
