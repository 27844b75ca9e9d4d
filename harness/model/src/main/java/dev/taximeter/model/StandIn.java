package dev.taximeter.model;

/**
 * What plays a system that an arm does not really ask; its figures are marked as emulated.
 *
 * @param name short, e.g. {@code fake-pubsub}
 * @param description one line on it
 * @param source where its figures come from
 */
public record StandIn(String name, String description, String source) {}
