package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.model.ArmStop;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Spending;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A budget, from the command line to the report. */
final class BudgetEndToEndTest {
    @TempDir
    private Path runs;

    @Test
    void aRunWhoseBudgetIsSpentStopsAndKeepsWhatWasMeasured() throws Exception {
        try (TaximeterProcess run = run("fewshot-vs-finetuned.yaml", "--budget", "10")) {
            assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCodes.STOPPED);
            assertThat(run.output().replaceAll("\\s+", " "))
                    .contains("STOPPED: GPT-4 with examples", "STOPPED: Fine-tuned GPT-3.5")
                    .contains("the budget of 10 USD does not reach for another request");
        }
        RunManifest manifest = RunArchive.open(TaximeterProcess.onlyRunIn(runs)).manifest();
        assertThat(manifest.status()).isEqualTo(RunManifest.Status.STOPPED);
        assertThat(manifest.stops()).extracting(ArmStop::arm).containsExactly("fewshot", "tuned");
        Spending spending = manifest.spending();
        assertThat(spending).isNotNull();
        assertThat(spending.rehearsed()).isTrue();
        assertThat(spending.spent()).isPositive().isLessThanOrEqualTo(BigDecimal.TEN);
    }

    @Test
    void aBudgetThatIsNoAmountIsRefusedBeforeAnythingIsSent() throws Exception {
        try (TaximeterProcess run = run("fewshot-vs-finetuned.yaml", "--budget", "much")) {
            assertThat(run.exitCode()).isEqualTo(ExitCodes.USAGE);
            assertThat(run.output()).contains("--budget is 'much'; expected an amount above 0");
        }
    }

    private TaximeterProcess run(String scenario, String... options) throws Exception {
        Path file = Repository.root().resolve("scenarios").resolve(scenario);
        return TaximeterProcess.start(
                runs,
                Map.of(),
                Stream.concat(Stream.of("run", file.toString(), "--out", runs.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }
}
