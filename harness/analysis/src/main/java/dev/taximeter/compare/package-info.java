/**
 * Room: compare. Whether two things differ, and by how much.
 *
 * <p>In: summaries and the samples' values by block. Out: ratios with intervals, verdicts as values, and the answer in
 * plain words. Start reading at {@link dev.taximeter.compare.Verdicts}.
 *
 * <p>Never here: sockets, files, printing; formatting of anything but the numbers within sentences.
 */
@NullMarked
package dev.taximeter.compare;

import org.jspecify.annotations.NullMarked;
