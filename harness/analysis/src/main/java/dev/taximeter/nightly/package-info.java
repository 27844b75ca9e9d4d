/**
 * Room: nightly. What a night of a suite means: what is worse than it was, whose fault it is, and whether somebody should
 * be woken up.
 *
 * <p>In: the night's runs with their objectives and comparisons, trends of the history, what was found the night before.
 * Out: a {@link dev.taximeter.nightly.Night} with its {@link dev.taximeter.nightly.Finding}s. Start reading at
 * {@link dev.taximeter.nightly.NightGate}.
 *
 * <p>Never here: playing runs, files, printing.
 */
@NullMarked
package dev.taximeter.nightly;

import org.jspecify.annotations.NullMarked;
