package dev.taximeter.cli;

import dev.taximeter.archive.Compressed;
import dev.taximeter.archive.RunFiles;
import dev.taximeter.model.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Removes what a suite does not want to keep any longer, and compresses what is a week old: only runs of its own scenarios,
 * never a baseline, and of the run that is the baseline now it removes nothing. Whatever a crash breaks off, the next night
 * ends: the manifest goes last, and until then the folder is still a run.
 */
final class Retention {
    private static final JsonMapper JSON = new JsonMapper();

    /** After which nobody looks at single requests with line tools any more. */
    private static final int PLAIN_DAYS = 7;

    /** After which an empty folder is none that somebody is about to fill. */
    private static final int EMPTY_DAYS = 1;

    private final Suite.Keep keep;
    private final Set<String> scenarios;
    private final Set<String> baselines;
    private final Instant now;

    /**
     * @param scenarios names of the suite's scenarios
     * @param baselines ids of the runs that are baselines
     */
    Retention(Suite.Keep keep, Set<String> scenarios, Set<String> baselines, Instant now) {
        this.keep = keep;
        this.scenarios = Set.copyOf(scenarios);
        this.baselines = Set.copyOf(baselines);
        this.now = now;
    }

    /**
     * What became of runs.
     *
     * @param removed their folders are gone
     * @param thinned their samples are gone, their figures stay
     * @param compressed their samples take a tenth of the room
     */
    record Outcome(int removed, int thinned, int compressed) {
        /** One sentence; empty when nothing was done. */
        String says() {
            List<String> parts = new ArrayList<>();
            add(parts, removed, "removed");
            add(parts, thinned, "left without their samples");
            add(parts, compressed, "compressed");
            return parts.isEmpty() ? "" : "of older runs " + String.join(", ", parts);
        }

        private static void add(List<String> parts, int count, String what) {
            if (count > 0) {
                parts.add("%d %s %s".formatted(count, count == 1 ? "was" : "were", what));
            }
        }
    }

    Outcome apply(Path runs) throws IOException {
        int removed = 0;
        int thinned = 0;
        int compressed = 0;
        for (Path folder : folders(runs)) {
            RunFiles files = RunFiles.in(folder);
            if (Files.notExists(files.manifest())) {
                removeIfLeftEmpty(folder);
                continue;
            }
            JsonNode manifest = JSON.readTree(Files.readAllBytes(files.manifest()));
            if (!scenarios.contains(manifest.path("scenario").asString(""))) {
                continue;
            }
            Instant started = Instant.parse(manifest.path("startedAt").asString(now.toString()));
            boolean baseline = baselines.contains(manifest.path("id").asString(""));
            if (!baseline && older(started, keep.runsDays())) {
                removeAll(folder);
                removed++;
            } else if (!baseline && older(started, keep.samplesDays()) && Files.exists(files.summaryJson())) {
                thinned += thin(files) ? 1 : 0;
            } else if (older(started, PLAIN_DAYS)) {
                boolean samples = Compressed.compress(files.samples());
                boolean truth = Compressed.compress(files.truth());
                compressed += samples || truth ? 1 : 0;
            }
        }
        return new Outcome(removed, thinned, compressed);
    }

    private static List<Path> folders(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(Files::isDirectory).toList();
        }
    }

    private boolean older(Instant when, @Nullable Integer days) {
        return days != null && when.plus(days, ChronoUnit.DAYS).isBefore(now);
    }

    /** Leaves the manifest, the summaries and the reports. */
    private static boolean thin(RunFiles files) throws IOException {
        boolean any = false;
        for (Path file : List.of(
                files.samples(),
                Compressed.of(files.samples()),
                files.truth(),
                Compressed.of(files.truth()),
                files.samplesCsv(),
                files.plan(),
                files.histograms(),
                files.broken())) {
            any |= Files.deleteIfExists(file);
        }
        return any;
    }

    private static void removeAll(Path folder) throws IOException {
        Path manifest = RunFiles.in(folder).manifest();
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.filter(path -> !path.equals(manifest) && !path.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
        Files.delete(manifest);
        Files.delete(folder);
    }

    /** What is left when the process dies between the last two steps above. */
    private void removeIfLeftEmpty(Path folder) throws IOException {
        boolean empty;
        try (Stream<Path> content = Files.list(folder)) {
            empty = content.findAny().isEmpty();
        }
        if (empty && older(Files.getLastModifiedTime(folder).toInstant(), EMPTY_DAYS)) {
            Files.delete(folder);
        }
    }
}
