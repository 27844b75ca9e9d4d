package dev.taximeter.model;

/**
 * One request before it happens.
 *
 * @param seq position in the whole plan, 0-based
 * @param block within the trial, 0-based; the unit of comparison; 0 in warm-up
 * @param arm index into the scenario's arms
 * @param phase warm-up or measure
 * @param offsetNanos intended start after the start of its segment, at least 0; 0 in a closed loop, where the moment that
 *     a user is ready is the intended start
 * @param prompt index into the workload's prompts
 */
public record PlannedRequest(long seq, int block, int arm, Phase phase, long offsetNanos, int prompt) {}
