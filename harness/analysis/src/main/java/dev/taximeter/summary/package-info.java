/**
 * Room: summary. What a run's samples say, as figures with unit, n and interval.
 *
 * <p>In: a run's archive. Out: a {@link dev.taximeter.summary.RunSummary} and the series that charts draw.
 *
 * <p>Never here: sockets, formatting, printing.
 */
@NullMarked
package dev.taximeter.summary;

import org.jspecify.annotations.NullMarked;
