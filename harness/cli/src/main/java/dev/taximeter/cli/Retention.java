package dev.taximeter.cli;

import dev.taximeter.archive.RunFiles;
import dev.taximeter.model.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Removes what a suite does not want to keep any longer: only runs of its own scenarios, never a baseline. */
final class Retention {
    private static final JsonMapper JSON = new JsonMapper();

    private Retention() {}

    /** @return how many runs lost their samples or went away as a whole */
    static int apply(Suite.Keep keep, Path runs, Set<String> scenarios, Instant now) throws IOException {
        int changed = 0;
        for (Path folder : folders(runs)) {
            RunFiles files = RunFiles.in(folder);
            JsonNode manifest = JSON.readTree(Files.readAllBytes(files.manifest()));
            boolean ours = scenarios.contains(manifest.path("scenario").asString(""));
            Instant started = Instant.parse(manifest.path("startedAt").asString(now.toString()));
            if (ours && older(started, keep.runsDays(), now)) {
                removeAll(folder);
                changed++;
            } else if (ours && older(started, keep.samplesDays(), now) && Files.exists(files.summaryJson())) {
                changed += thin(files) ? 1 : 0;
            }
        }
        return changed;
    }

    private static List<Path> folders(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(folder -> Files.exists(RunFiles.in(folder).manifest()))
                    .toList();
        }
    }

    private static boolean older(Instant started, @Nullable Integer days, Instant now) {
        return days != null && started.plus(days, ChronoUnit.DAYS).isBefore(now);
    }

    /** Leaves the manifest, the summaries and the reports. */
    private static boolean thin(RunFiles files) throws IOException {
        boolean any = false;
        for (Path file : List.of(
                files.samples(), files.samplesCsv(), files.plan(), files.truth(), files.histograms(), files.broken())) {
            any |= Files.deleteIfExists(file);
        }
        return any;
    }

    private static void removeAll(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
