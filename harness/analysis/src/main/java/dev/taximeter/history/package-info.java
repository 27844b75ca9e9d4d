/**
 * Room: history. All runs of a folder as tables, read in place from their plain files by DuckDB, and how figures went from
 * night to night. There is no index: what is in the folders is what is found, and folders that are copied beside each other
 * are one history.
 *
 * <p>In: folders of runs. Out: answers to SQL, and {@link dev.taximeter.history.Trend}s with their change points. Start
 * reading at {@link dev.taximeter.history.History}; the tables are in {@link dev.taximeter.history.View}.
 *
 * <p>Never here: writing into run folders, printing, formatting.
 */
@NullMarked
package dev.taximeter.history;

import org.jspecify.annotations.NullMarked;
