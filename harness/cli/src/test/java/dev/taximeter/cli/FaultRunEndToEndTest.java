package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.model.ArmStop;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import dev.taximeter.summary.FaultCount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped scenario with every fault at 5 %: 2,000 requests, each called by its name, none counted twice. */
final class FaultRunEndToEndTest {
    @TempDir
    private Path runs;

    @Test
    void everyFaultOfALongRunIsReportedAsWhatItWas() throws Exception {
        Path scenario = Repository.root().resolve("scenarios/faults.yaml");
        try (TaximeterProcess run =
                TaximeterProcess.start(runs, Map.of(), "run", scenario.toString(), "--out", runs.toString())) {
            assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCodes.STOPPED);
            assertThat(run.output()).contains("STOPPED: Spent account", "STOPPED: Capped account", "injected faults");
        }
        RunArchive archive = RunArchive.open(TaximeterProcess.onlyRunIn(runs));
        List<FaultCount> cells = Analysis.of(archive).summary().instrument().faults();
        cells.forEach(cell -> System.out.printf(
                "%-8s %-26s expected %-27s reported %-27s %5d%n",
                cell.arm(), cell.fault().id(), cell.expected(), cell.outcome(), cell.n()));
        assertThat(cells).allMatch(FaultCount::onDiagonal);
        assertThat(cells.stream().map(FaultCount::fault)).contains(InjectedFault.values());

        Map<String, List<Sample>> measured = archive.samples().stream()
                .filter(sample -> sample.phase() == Phase.MEASURE)
                .collect(Collectors.groupingBy(Sample::arm));
        for (String arm : List.of("refused", "broken")) {
            assertThat(measured.get(arm)).hasSize(1_000);
            long bad = cells.stream()
                    .filter(cell -> cell.arm().equals(arm) && cell.outcome() != Outcome.Kind.OK)
                    .mapToLong(FaultCount::n)
                    .sum();
            assertThat(measured.get(arm).stream()
                            .filter(sample -> !sample.outcome().isOk()))
                    .as("each bad outcome is one fault's")
                    .hasSize((int) bad);
        }
        assertThat(archive.manifest().stops()).extracting(ArmStop::arm).containsExactlyInAnyOrder("spent", "capped");
    }
}
