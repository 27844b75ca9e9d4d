/**
 * Room: chart. A run as pictures.
 *
 * <p>In: a {@link dev.taximeter.summary.RunSummary} and each arm's {@link dev.taximeter.summary.ArmSeries}. Out:
 * {@link dev.taximeter.chart.Picture}s: SVG that follows the reader's light or dark theme, or PNG. XChart places and draws
 * the data; we draw the axes and the words, so that words stay words in an SVG and no font is needed to make one. The
 * words and numbers that every report shares ({@link dev.taximeter.chart.Numbers},
 * {@link dev.taximeter.chart.Untrusted}) live here, too, because reports stand on charts and not the other way.
 *
 * <p>Never here: statistics, files, sockets.
 */
@NullMarked
package dev.taximeter.chart;

import org.jspecify.annotations.NullMarked;
