package dev.taximeter.model;

/** How the intended times of an open loop are drawn. */
public sealed interface Arrivals {

    /** Mean rate of one arm, in requests per second, above 0. */
    double perSecond();

    /** The same process at another mean rate. */
    Arrivals at(double newPerSecond);

    /** The same gap between all requests. */
    record Constant(double perSecond) implements Arrivals {
        @Override
        public Arrivals at(double newPerSecond) {
            return new Constant(newPerSecond);
        }
    }

    /** Independent exponential gaps. */
    record Poisson(double perSecond) implements Arrivals {
        @Override
        public Arrivals at(double newPerSecond) {
            return new Poisson(newPerSecond);
        }
    }
}
