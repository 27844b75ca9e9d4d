package dev.taximeter.model;

/**
 * What a hybrid arm is mixed of. Both are arms of the same run, which has their prices.
 *
 * @param first name of the arm that is always asked
 * @param then name of the arm that is asked when the first is not sure
 * @param belowRatio confidence, 0..1, under which the first is not sure
 */
public record Mixture(String first, String then, double belowRatio) {}
