/**
 * Room: plan. Draws everything that will be sent before the first request is: who, what, when, in which order. Pure.
 *
 * <p>In: a {@link dev.taximeter.model.Scenario}. Out: a {@link dev.taximeter.model.Plan}, the same for the same scenario
 * and seed on every machine.
 *
 * <p>Every draw has a stream of its own, named by trial, arm and purpose ({@code Streams}). Another arm, a longer warm-up
 * or one more trial therefore leaves the times of the others as they were.
 *
 * <p>Never here: clocks, threads, input or output.
 */
@NullMarked
package dev.taximeter.plan;

import org.jspecify.annotations.NullMarked;
