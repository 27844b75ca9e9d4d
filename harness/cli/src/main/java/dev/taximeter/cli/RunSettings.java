package dev.taximeter.cli;

import dev.taximeter.model.Replay;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says of a run.
 *
 * @param runs folder that gets the run's folder
 * @param prices folder of the price books
 * @param storeBodies whether answers are kept as text
 * @param keepBroken whether answers that are no valid JSON are kept with what was asked
 * @param consent to what it costs
 * @param replay the earlier run whose broken answers are asked again; null for an ordinary run
 */
record RunSettings(
        Path runs,
        Path prices,
        boolean storeBodies,
        boolean keepBroken,
        Consent consent,
        @Nullable Replay replay) {}
