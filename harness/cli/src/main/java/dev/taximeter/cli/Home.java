package dev.taximeter.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the project's own files are.
 *
 * @param root the folder that holds {@code scenarios} and {@code results}
 */
record Home(Path root) {

    /** As the launcher says by the system property {@code taximeter.home}; else the working directory. */
    static Home ofThisProcess() {
        return new Home(Path.of(System.getProperty("taximeter.home", "")).toAbsolutePath());
    }

    Path prices() {
        return root.resolve("scenarios").resolve("prices");
    }

    Path models() {
        return root.resolve("results").resolve("models");
    }

    Path evaluations() {
        return root.resolve("results").resolve("evaluations");
    }

    Path runs() {
        return root.resolve("results").resolve("runs");
    }

    Path calibration() {
        return root.resolve("scenarios").resolve("calibration.yaml");
    }

    Path calibrations() {
        return root.resolve("results").resolve("calibrations");
    }

    Path history() {
        return root.resolve("results").resolve("history");
    }

    /** @param results folder that holds runs, baselines and nights, where the command line names one */
    Path results(@Nullable Path results) {
        return results == null ? root.resolve("results") : results.toAbsolutePath();
    }

    Path comparisons() {
        return root.resolve("results").resolve("comparisons");
    }
}
