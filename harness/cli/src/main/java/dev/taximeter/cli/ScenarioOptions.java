package dev.taximeter.cli;

import dev.taximeter.model.Scenario;
import dev.taximeter.scenario.LoadOptions;
import dev.taximeter.scenario.ScenarioException;
import dev.taximeter.scenario.ScenarioLoader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How commands name a scenario. */
final class ScenarioOptions {
    @Parameters(index = "0", paramLabel = "SCENARIO", description = "the scenario file (YAML)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description =
                    "labelled utterances instead of the scenario's own: .csv, .jsonl, or .json as CLINC150 has it")
    private @Nullable Path data;

    @Option(
            names = "--emulated",
            description =
                    "a rehearsal: the emulator stands in for every vendor, by the profile that the arm names under"
                            + " rehearsal; no key, no cost, every figure marked EMULATED")
    private boolean emulated;

    /** @throws UserError with every mistake of the file */
    Scenario load() throws IOException {
        try {
            return ScenarioLoader.load(file, new LoadOptions(data, emulated));
        } catch (ScenarioException mistakes) {
            throw Mistakes.in(mistakes);
        }
    }
}
