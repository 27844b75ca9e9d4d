/**
 * Room: cli. The composition root: one small class a command, which parses, makes one call into the rooms below, prints
 * and chooses the exit code.
 *
 * <p>In: the command line, the environment's variables by name. Out: text for people on stdout, progress and warnings on
 * stderr, exit codes for machines.
 *
 * <p>Never here: statistics, wire formats, formatting of figures.
 */
@NullMarked
package dev.taximeter.cli;

import org.jspecify.annotations.NullMarked;
