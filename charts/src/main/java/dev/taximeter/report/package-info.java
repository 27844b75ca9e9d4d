/**
 * Room: report. A run as text: console, HTML, Markdown, JSON and CSV.
 *
 * <p>In: a {@link dev.taximeter.summary.RunSummary}, a {@link dev.taximeter.compare.RunVerdict} and each arm's
 * {@link dev.taximeter.summary.ArmSeries}. Out: strings. {@link dev.taximeter.report.Tables} decides what is shown and in
 * which unit, once for all formats; the formats decide only how. Every format marks emulated arms.
 *
 * <p>Never here: statistics, files, sockets, the clock.
 */
@NullMarked
package dev.taximeter.report;

import org.jspecify.annotations.NullMarked;
