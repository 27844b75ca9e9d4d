package dev.taximeter.cli;

import dev.taximeter.archive.Journal;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunFiles;
import dev.taximeter.history.History;
import dev.taximeter.history.Trend;
import dev.taximeter.history.Trends;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Suite;
import dev.taximeter.nightly.Finding;
import dev.taximeter.nightly.Night;
import dev.taximeter.nightly.NightGate;
import dev.taximeter.nightly.NightRun;
import dev.taximeter.summary.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Plays a suite's scenarios one after another, or what an interrupted night left of them, and judges the night. */
final class NightlySession {
    /** Nights that trends look back on. */
    private static final int LAST_NIGHTS = 120;

    private final Suite suite;
    private final List<Scenario> scenarios;
    private final Path results;
    private final NightPlayer player;
    private final Interruption interruption;
    private final Clock wallClock;

    /** @param scenarios of the suite's entries, in their order */
    NightlySession(
            Suite suite,
            List<Scenario> scenarios,
            Path results,
            NightPlayer player,
            Interruption interruption,
            Clock wallClock) {
        this.suite = suite;
        this.scenarios = scenarios;
        this.results = results;
        this.player = player;
        this.interruption = interruption;
        this.wallClock = wallClock;
    }

    /**
     * Plays and judges.
     *
     * @param folder of this night
     * @return the night; when the user interrupted, what there was of it, and the next start goes on with it
     */
    Night play(NightFolder folder) throws IOException, InterruptedException {
        List<NightRun> runs = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        String stopped = "";
        try (Journal journal = folder.begin(suite, wallClock);
                Pulse _ = Pulse.start(folder.pulse(), wallClock)) {
            for (Scenario scenario : scenarios) {
                if (interruption.happened() || !stopped.isEmpty()) {
                    break;
                }
                NightPlayer.Played played = player.play(scenario, folder, journal);
                if (played.run() != null) {
                    NightRun run = judged(played.run(), played.resumed());
                    runs.add(run);
                    stopped = stops(run.summary().manifest());
                }
                Stream.of(played.resumed(), played.note())
                        .filter(words -> !words.isEmpty())
                        .forEach(notes::add);
                stopped = played.stopped().isEmpty() ? stopped : played.stopped();
            }
            Night night = night(folder, runs, notes, stopped);
            if (!interruption.happened()) {
                NightFiles.write(folder.path(), night);
                journal.add(new Journal.Entry(
                        Journal.Event.ENDED,
                        wallClock.instant(),
                        "",
                        night.outcome().name()));
            }
            return night;
        }
    }

    private static String stops(RunManifest manifest) {
        return manifest.stops().isEmpty()
                ? ""
                : "%s: arm %s: %s"
                        .formatted(
                                manifest.scenario(),
                                manifest.stops().getFirst().arm(),
                                manifest.stops().getFirst().outcome().detail());
    }

    private NightRun judged(Path run, String resumed) throws IOException {
        Analysis analysis = Analysis.of(RunArchive.open(run));
        Baselines baselines = new Baselines(results.resolve("baselines"));
        return new NightRun(
                analysis.summary().manifest().scenario(),
                run.toString(),
                analysis.summary(),
                analysis.verdict().objectives(),
                baselines.against(analysis),
                resumed);
    }

    private Night night(NightFolder folder, List<NightRun> runs, List<String> notes, String stopped)
            throws IOException {
        List<Trend> trends;
        try (History history = History.open(List.of(results.resolve("runs")))) {
            trends = Trends.of(history, LAST_NIGHTS);
        }
        List<Finding> findings = new NightGate(suite.controls(), suite.nights()).judge(runs, trends, folder.earlier());
        List<String> all = new ArrayList<>(notes);
        runs.stream()
                .filter(run -> run.comparisons().isEmpty() && run.summary().validity() instanceof Validity.Valid)
                .map(run -> ("%s has no baseline yet; make one of a run that you trust: taximeter baseline accept %s"
                                + " --by NAME --why TEXT")
                        .formatted(run.scenario(), run.folder()))
                .forEach(all::add);
        return new Night(suite.name(), folder.id(), folder.at(), runs, findings, NightDoubts.of(runs), all, stopped);
    }

    /** A run's folder, under the name that says whether it may be trusted, with its reports. */
    static Path reported(Path folder) throws IOException {
        Analysis analysis = Analysis.of(RunArchive.open(folder));
        boolean valid = analysis.summary().validity() instanceof Validity.Valid;
        Path kept = valid ? folder : RunFiles.markInvalid(folder);
        ReportFiles.write(kept, analysis, false);
        return kept;
    }
}
