package dev.taximeter.cli;

import dev.taximeter.archive.Compressed;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunFiles;
import dev.taximeter.compare.Comparison;
import dev.taximeter.compare.Comparisons;
import dev.taximeter.compare.Gate;
import dev.taximeter.compare.Side;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runs that others are held against, one a scenario, with their samples, so that newer versions can compare anew. Who
 * accepted which and why is in {@code acceptances.jsonl}, for ever.
 *
 * @param folder of all baselines
 */
record Baselines(Path folder) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * That somebody accepted a run as baseline.
     *
     * @param at when
     * @param scenario its name
     * @param run the run's id
     * @param by who
     * @param why in their words
     */
    record Acceptance(String at, String scenario, String run, String by, String why) {}

    /** Where the baseline of a scenario is, or would be. */
    Path of(String scenario) {
        return folder.resolve(scenario);
    }

    /**
     * Makes a run the baseline of its scenario, in the place of the one before.
     *
     * @throws UserError when the run is not valid or not whole
     */
    Acceptance accept(Path run, String by, String why, Instant now) throws IOException {
        RunArchive archive = RunArchive.open(run);
        Analysis analysis = Analysis.of(archive);
        if (analysis.summary().validity() instanceof Validity.Invalid(List<String> reasons)) {
            throw new UserError(
                    "%s is invalid and no measure for others: %s".formatted(run, String.join("; ", reasons)));
        }
        if (analysis.summary().partial()) {
            throw new UserError(run + " did not play its whole plan and is no measure for others");
        }
        String scenario = archive.manifest().scenario();
        Path target = of(scenario);
        RunFiles from = RunFiles.in(run);
        RunFiles to = RunFiles.in(target);
        Files.createDirectories(target);
        // The manifest last: a folder without one is no baseline yet.
        Files.deleteIfExists(to.manifest());
        for (Path lines : List.of(from.samples(), from.truth())) {
            copy(lines, target.resolve(lines.getFileName()));
            copy(Compressed.of(lines), target.resolve(Compressed.of(lines).getFileName()));
        }
        copy(from.machine(), to.machine());
        copy(from.summaryJson(), to.summaryJson());
        copy(from.manifest(), to.manifest());
        Acceptance acceptance =
                new Acceptance(now.toString(), scenario, archive.manifest().id(), by, why);
        Files.writeString(
                log(),
                JSON.writeValueAsString(acceptance) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return acceptance;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            RunFiles.write(to, Files.readAllBytes(from));
        } else {
            Files.deleteIfExists(to);
        }
    }

    private Path log() {
        return folder.resolve("acceptances.jsonl");
    }

    /** All acceptances, the oldest first. */
    List<Acceptance> acceptances() throws IOException {
        if (Files.notExists(log())) {
            return List.of();
        }
        List<Acceptance> all = new ArrayList<>();
        for (String line : Files.readAllLines(log())) {
            all.add(JSON.readValue(line, Acceptance.class));
        }
        return all;
    }

    /** Ids of the runs that are baselines now. */
    Set<String> runs() throws IOException {
        Map<String, String> latest = new HashMap<>();
        acceptances().forEach(acceptance -> latest.put(acceptance.scenario(), acceptance.run()));
        return Set.copyOf(latest.values());
    }

    /** A night's arms against the same arms of the baseline; empty when there is none. */
    List<Comparison> against(Analysis candidate) throws IOException {
        Path target = of(candidate.summary().manifest().scenario());
        if (Files.notExists(RunFiles.in(target).manifest())) {
            return List.of();
        }
        Analysis baseline = Analysis.of(RunArchive.open(target));
        List<Comparison> comparisons = new ArrayList<>();
        for (ArmSummary arm : candidate.summary().arms()) {
            Side before = side(baseline, arm.arm().name());
            if (before != null) {
                Side now = Side.of(candidate.summary(), arm, candidate.samples());
                comparisons.add(Comparisons.of(before, now, Gate.NIGHTLY, false));
            }
        }
        return comparisons;
    }

    private static @Nullable Side side(Analysis of, String arm) {
        return of.summary().arms().stream()
                .filter(summary -> summary.arm().name().equals(arm))
                .findFirst()
                .map(summary -> Side.of(of.summary(), summary, of.samples()))
                .orElse(null);
    }
}
