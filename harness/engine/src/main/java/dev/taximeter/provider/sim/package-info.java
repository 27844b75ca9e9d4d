/**
 * Room: provider.sim. A scripted system under test, for tests and for calibrating the harness.
 *
 * <p>In: a {@link dev.taximeter.provider.sim.Script}. Out: replies that take exactly the scripted time on the run's clock,
 * simulated or real. No threads of its own.
 *
 * <p>Never here: networks, randomness that is not in the script.
 */
@NullMarked
package dev.taximeter.provider.sim;

import org.jspecify.annotations.NullMarked;
