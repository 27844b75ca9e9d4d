/**
 * Room: scenario. Reads what a user wrote and makes a valid {@link dev.taximeter.model.Scenario} of it, or says all that
 * is wrong with it at once.
 *
 * <p>In: a scenario file (YAML) and what it names: profiles, data sets, prompts. Out: a scenario, or a
 * {@link dev.taximeter.scenario.ScenarioException} whose problems each have file, line, column, what was expected and,
 * where one is near, a better word.
 *
 * <p>Reading order: {@link dev.taximeter.scenario.ScenarioLoader}, then one class a section ({@code ArmsSection},
 * {@code WorkloadSection}, {@code LoadSection}, {@code ProfileSection}). {@code Sections} lists every key there is,
 * {@code Kinds} and {@code Units} every kind of value. A new key is a line in {@code Sections}, a line in its section's
 * class and an entry in {@code scenarios/*.schema.json}; a test fails until all three agree.
 *
 * <p>Never here: a key's value, the environment, sockets, the clock, any decision on when a request is sent.
 */
@NullMarked
package dev.taximeter.scenario;

import org.jspecify.annotations.NullMarked;
