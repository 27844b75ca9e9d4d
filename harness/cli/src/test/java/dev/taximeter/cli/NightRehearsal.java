package dev.taximeter.cli;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.history.History;
import dev.taximeter.history.Trend;
import dev.taximeter.history.Trends;
import dev.taximeter.nightly.Finding;
import dev.taximeter.nightly.Night;
import dev.taximeter.nightly.NightGate;
import dev.taximeter.nightly.NightRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Nights that pass as quickly as a computer can draw them, judged as real ones are. */
final class NightRehearsal {
    private final Path results;
    private final SyntheticNights nights;
    private final Baselines baselines;
    private final NightGate gate = new NightGate(Set.of(SyntheticNights.CONTROL), 2);
    private final List<Set<String>> earlier = new ArrayList<>();

    NightRehearsal(Path results, int requests) {
        this.results = results;
        this.nights = new SyntheticNights(results.resolve("runs"), requests);
        this.baselines = new Baselines(results.resolve("baselines"));
    }

    /** Plays one night. */
    Night night(int number, double vendorFactor, double machineFactor) throws IOException {
        Path folder = nights.night(number, vendorFactor, machineFactor);
        Analysis analysis = Analysis.of(RunArchive.open(folder));
        NightRun run = new NightRun(
                SyntheticNights.SCENARIO,
                folder.toString(),
                analysis.summary(),
                analysis.verdict().objectives(),
                baselines.against(analysis),
                "");
        List<Trend> trends;
        try (History history = History.open(List.of(results.resolve("runs")))) {
            trends = Trends.of(history, 120);
        }
        List<Finding> findings = gate.judge(List.of(run), trends, new NightGate.Earlier(earlier));
        earlier.addFirst(findings.stream().map(Finding::key).collect(Collectors.toSet()));
        return new Night(
                "suite",
                "night-" + number,
                SyntheticNights.at(number),
                List.of(run),
                findings,
                NightDoubts.of(List.of(run)),
                List.of(),
                "");
    }

    /** Somebody looks at a night's run and takes it for the new normal. */
    void accept(Night night) throws IOException {
        baselines.accept(Path.of(night.runs().getFirst().folder()), "rehearsal", "the new normal", night.at());
    }
}
