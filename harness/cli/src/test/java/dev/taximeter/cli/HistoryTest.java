package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunFiles;
import dev.taximeter.history.Drift;
import dev.taximeter.history.Export;
import dev.taximeter.history.History;
import dev.taximeter.history.Quantity;
import dev.taximeter.history.QueryException;
import dev.taximeter.history.Rows;
import dev.taximeter.history.Trend;
import dev.taximeter.history.Trends;
import dev.taximeter.history.View;
import dev.taximeter.model.Metric;
import dev.taximeter.report.HtmlPage;
import dev.taximeter.report.RowsReport;
import dev.taximeter.report.TrendPage;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Percentile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All runs as tables, and their trends. */
final class HistoryTest {
    @TempDir
    private static Path folder;

    private static Path runs;
    private static Path last;

    @BeforeAll
    static void twelveNightsOfWhichTheLastFourAreSlow() throws IOException {
        runs = folder.resolve("runs");
        SyntheticNights nights = new SyntheticNights(runs, 120);
        for (int night = 0; night < 12; night++) {
            last = nights.night(night, night < 8 ? 1 : 1.4, 1);
        }
    }

    private static Rows ask(String sql) throws IOException, QueryException {
        try (History history = History.open(List.of(runs))) {
            return history.query(sql);
        }
    }

    @Test
    void theTablesSayWhatTheSummariesSay() throws IOException, QueryException {
        ArmSummary vendor = Analysis.of(RunArchive.open(last)).summary().arms().getFirst();
        double p95 = vendor.percentile(Metric.RESPONSE, Percentile.P95).value();

        Rows arm = ask("SELECT sent, ok, response_p95_ns, currency FROM arms WHERE arm = 'vendor' ORDER BY started_at"
                + " DESC LIMIT 1");
        Rows figure = ask("SELECT value_ns FROM figures JOIN runs USING (folder) WHERE arm = 'vendor' AND metric ="
                + " 'response' AND statistic = 'p95' ORDER BY started_at DESC LIMIT 1");
        Rows sample = ask("SELECT quantile_disc(response_ns, 0.95) FROM samples JOIN runs USING (folder) WHERE arm ="
                + " 'vendor' GROUP BY started_at ORDER BY started_at DESC LIMIT 1");

        assertThat(arm.rows().getFirst()).containsExactly(120L, 120L, p95, "USD");
        assertThat(figure.rows().getFirst()).containsExactly(p95);
        assertThat(((Number) sample.rows().getFirst().getFirst()).doubleValue()).isEqualTo(p95);
        assertThat(ask("SELECT input_per_million FROM prices WHERE arm = 'vendor'")
                        .rows())
                .hasSize(12);
    }

    @Test
    void everyColumnCanBeAskedForAndSaysWhatItIs() throws IOException, QueryException {
        for (View view : View.values()) {
            Rows all = ask("SELECT * FROM " + view.tableName());
            assertThat(all.columns())
                    .isEqualTo(view.columns().stream().map(View.Column::name).toList());
            assertThat(all.rows()).isNotEmpty();
            assertThat(view.columns())
                    .allSatisfy(column -> assertThat(column.meaning()).isNotBlank());
        }
    }

    @Test
    void onlyOneSelectIsAnsweredAndOnlyOverTheseRuns() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        for (String wrong : List.of(
                "COPY (SELECT 1) TO '%s'".formatted(runs.resolve("x.csv")),
                "CREATE TABLE t AS SELECT 1",
                "SET threads=1",
                "SELECT 1; SELECT 2",
                "SELECT * FROM read_text('%s')".formatted(secret),
                "SELECT * FROM read_text('%s/../secret.txt')".formatted(runs),
                "SELECT * FROM nothing")) {
            assertThatThrownBy(() -> ask(wrong)).as(wrong).isInstanceOf(QueryException.class);
        }
        assertThat(runs.resolve("x.csv")).doesNotExist();
    }

    @Test
    void anAnswerIsATableJsonOrCsv() throws IOException, QueryException {
        Rows answer = ask("SELECT 'a,b' AS words, 1.50::DECIMAL(9,2) AS money, NULL AS nothing, 2.5 AS number,"
                + " TIMESTAMP '2026-11-22 02:00:00' AS moment, '=1+1' AS formula");

        assertThat(RowsReport.table(answer)).endsWith("1 row\n").contains("1.5  –");
        assertThat(RowsReport.json(answer))
                .contains("\"money\" : \"1.5\"", "\"moment\" : \"2026-11-22T02:00:00Z\"")
                .doesNotContain("nothing");
        assertThat(RowsReport.csv(answer)).contains("\"a,b\",1.50,,2.5,").contains("'=1+1");
    }

    @Test
    void aChangeIsMarkedBetweenItsNightsAndItIsTheVendors() throws IOException {
        List<Trend> trends;
        try (History history = History.open(List.of(runs))) {
            trends = Trends.of(history, 100);
        }
        List<Drift> drifts = Drift.of(trends, Set.of(SyntheticNights.CONTROL));

        assertThat(drifts).hasSize(1);
        assertThat(drifts.getFirst().cause()).isEqualTo(Drift.Cause.VENDOR);
        assertThat(drifts.getFirst().from()).isEqualTo(SyntheticNights.at(8));
        assertThat(drifts.getFirst().parts())
                .extracting(part -> part.trend().series().quantity())
                .contains(Quantity.RESPONSE_P50, Quantity.RESPONSE_P95, Quantity.TTFT_P50, Quantity.TPOT_P50);
        assertThat(Drift.of(trends, Set.of())).extracting(Drift::cause).containsExactly(Drift.Cause.UNKNOWN);
        assertThat(HtmlPage.of(TrendPage.of(trends, drifts)))
                .contains("From 2026-09-09 on", "Vendor (EMULATED)", "<svg")
                .contains("the control arm stayed as it was");
        assertThat(TrendPage.json(trends, drifts)).contains("\"cause\" : \"VENDOR\"");
    }

    @Test
    void foldersOfSeveralMachinesAreOneHistoryWhenTheyAreCopiedTogether() throws IOException, QueryException {
        Path together = folder.resolve("together");
        new SyntheticNights(together.resolve("machine-a"), 40).night(0, 1, 1);
        new SyntheticNights(together.resolve("machine-b"), 40).night(0, 1, 1);
        try (History history = History.open(List.of(together))) {
            Rows all = history.query("SELECT folder, run FROM runs ORDER BY folder");
            assertThat(all.rows())
                    .extracting(row -> String.valueOf(row.getFirst()).split("/", 2)[0])
                    .containsExactly("machine-a", "machine-b");
            assertThat(history.query("SELECT * FROM arms").rows()).hasSize(4);
        }
    }

    @Test
    void machinesAreFollowedApartSoThatNoneIsTheOthersChange() throws IOException, QueryException {
        Path together = folder.resolve("apart");
        SyntheticNights quick = new SyntheticNights(together.resolve("machine-a"), 40);
        SyntheticNights slow = new SyntheticNights(together.resolve("machine-b"), 40);
        for (int night = 0; night < 20; night++) {
            quick.night(night, 1, 1);
            slow.night(night, night < 10 ? 2 : 3, night < 10 ? 2 : 3);
        }
        try (History history = History.open(List.of(together))) {
            List<Trend> trends = Trends.of(history, 400);
            assertThat(trends).extracting(trend -> trend.series().place()).contains("machine-a", "machine-b");
            assertThat(trends)
                    .filteredOn(trend -> trend.series().place().equals("machine-a"))
                    .allSatisfy(trend -> assertThat(trend.changes()).isEmpty());
            List<Drift> drifts = Drift.of(trends, Set.of());
            assertThat(drifts)
                    .isNotEmpty()
                    .allSatisfy(drift -> assertThat(drift.parts())
                            .extracting(part -> part.trend().series().place())
                            .containsOnly("machine-b"));
            assertThat(TrendPage.sentence(drifts.getFirst())).contains(", machine-b");
        }
    }

    @Test
    void runsWithoutSamplesOrSummaryAreNotInTheWay() throws IOException, QueryException {
        Path bare = folder.resolve("bare");
        Path killed = new SyntheticNights(bare, 40).night(0, 1, 1);
        Files.delete(RunFiles.in(killed).summaryJson());
        Files.writeString(RunFiles.in(killed).samples(), "{\"seq\": 9", StandardOpenOption.APPEND);
        try (History history = History.open(List.of(bare))) {
            assertThat(history.query("SELECT valid FROM runs").rows().getFirst())
                    .containsNull();
            assertThat(history.query("SELECT * FROM samples").rows()).hasSize(80);
            assertThat(history.query("SELECT * FROM arms").rows()).isEmpty();
        }
        Files.delete(RunFiles.in(killed).samples());
        try (History history = History.open(List.of(bare))) {
            assertThat(history.query("SELECT * FROM samples").rows()).isEmpty();
        }
    }

    @Test
    void theTablesCanBeExportedAndReadAgain() throws IOException, QueryException {
        Path parquet = folder.resolve("export");
        List<Path> files = Export.write(List.of(runs), parquet, Export.Format.PARQUET);
        Export.write(List.of(runs), parquet, Export.Format.CSV);

        Map<String, Long> rows = files.stream()
                .collect(Collectors.toMap(file -> file.getFileName().toString(), file -> count(parquet, file)));
        assertThat(rows).containsEntry("runs.parquet", 12L).containsEntry("arms.parquet", 24L);
        assertThat(rows).containsEntry("samples.parquet", 12L * 240).containsEntry("prices.parquet", 12L);
        assertThat(Files.readString(parquet.resolve("runs.csv"))).startsWith("folder,run,scenario,");
    }

    private static long count(Path root, Path file) {
        try (History history = History.open(List.of(root))) {
            return ((Number) history.query("SELECT count(*) FROM read_parquet('%s')".formatted(file))
                            .rows()
                            .getFirst()
                            .getFirst())
                    .longValue();
        } catch (IOException | QueryException e) {
            throw new AssertionError(e);
        }
    }
}
