/**
 * Room: archive. The run folder: the only place that knows its file names and its schema version.
 *
 * <p>In: a run's manifest, plan, samples, emulator stamps and machine use. Out: the same, read back from the folder,
 * also after a crash; and places for the files that are derived from them.
 *
 * <p>Rules. What was measured is append-only and kept raw. What is derived can be made again, and is replaced in one
 * step, so that no reader ever sees half of it. Reading is strict about the schema version and about missing values, and
 * indifferent to keys that it does not know.
 *
 * <p>Never here: sockets, statistics, formatting for people.
 */
@NullMarked
package dev.taximeter.archive;

import org.jspecify.annotations.NullMarked;
