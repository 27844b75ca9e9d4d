/**
 * Room: compare. Whether two things differ, and by how much.
 *
 * <p>In: summaries and the samples' values by block. Out: ratios with intervals, and verdicts as values.
 *
 * <p>Never here: sockets, files, formatting.
 */
@NullMarked
package dev.taximeter.compare;

import org.jspecify.annotations.NullMarked;
