package dev.taximeter.cli;

import java.nio.file.Path;

/**
 * What the command line says of a run.
 *
 * @param runs folder that gets the run's folder
 * @param prices folder of the price books
 * @param storeBodies whether answers are kept as text
 */
record RunSettings(Path runs, Path prices, boolean storeBodies) {}
