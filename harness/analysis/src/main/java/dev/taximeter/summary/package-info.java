/**
 * Room: summary. What a run's samples say, as figures with unit, n and interval, and whether they may be trusted.
 *
 * <p>In: a run's manifest, samples and stamps. Out: a {@link dev.taximeter.summary.RunSummary} and the series that charts
 * draw. Start reading at {@link dev.taximeter.summary.Summaries}; every number that is judged by stands in
 * {@link dev.taximeter.summary.Thresholds}.
 *
 * <p>Never here: sockets, files, printing; formatting of anything but the numbers within sentences
 * ({@link dev.taximeter.summary.Phrases}).
 */
@NullMarked
package dev.taximeter.summary;

import org.jspecify.annotations.NullMarked;
