package dev.taximeter.model;

/** How the intended times of an open loop are drawn. */
public sealed interface Arrivals {

    /** Mean rate of one arm, in requests per second, above 0. */
    double perSecond();

    /** The same gap between all requests. */
    record Constant(double perSecond) implements Arrivals {}

    /** Independent exponential gaps. */
    record Poisson(double perSecond) implements Arrivals {}
}
