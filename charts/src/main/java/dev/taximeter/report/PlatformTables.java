package dev.taximeter.report;

import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Numbers.Unit;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.model.Metric;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.GenerationScores;
import dev.taximeter.summary.RetrievalShares;
import dev.taximeter.summary.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Figures of workloads that a platform has beside its intents: generated utterances, answers from a knowledge base. */
final class PlatformTables {
    private final RunSummary summary;
    private final Tables tables;

    PlatformTables(RunSummary summary, Tables tables) {
        this.summary = summary;
        this.tables = tables;
    }

    /** Empty when no utterances were to be generated. */
    Optional<Table> generated() {
        TreeSet<String> languages = new TreeSet<>();
        summary.arms().forEach(arm -> arm.generated().forEach(scores -> languages.add(scores.language())));
        if (languages.isEmpty()) {
            return Optional.empty();
        }
        List<Column> columns = new ArrayList<>();
        for (String language : languages) {
            String name = Untrusted.line(language);
            columns.add(Column.of(name + ": distinct, %"));
            columns.add(Column.of("in the intent, %"));
        }
        List<Row> rows = tables.rows(arm -> languages.stream()
                .flatMap(language -> arm.generated().stream()
                        .filter(scores -> scores.language().equals(language))
                        .findFirst()
                        .map(PlatformTables::cells)
                        .orElse(Stream.of(Cell.NONE, Cell.NONE)))
                .toList());
        return Optional.of(new Table(
                "generated",
                "Generated utterances",
                columns,
                rows,
                "Distinct: says neither what an earlier one says nor what the prompt shows, over those asked for. In"
                        + " the intent: of the distinct ones, those that the local model puts there; it knows English.",
                List.of()));
    }

    private static Stream<Cell> cells(GenerationScores scores) {
        return Stream.of(Tables.ratio(scores.distinct()), Tables.ratio(scores.placed()));
    }

    /** Empty when nothing was retrieved. */
    Optional<Table> retrieval() {
        List<RetrievalShares> all = new ArrayList<>();
        summary.arms().forEach(arm -> {
            RetrievalShares shares = arm.retrieval();
            if (shares != null) {
                all.add(shares);
            }
        });
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Unit quick = Numbers.unitFor(all.stream()
                .map(RetrievalShares::retrievalMedian)
                .filter(Objects::nonNull)
                .mapToDouble(Figure::value));
        Unit slow = tables.unit(Metric.RESPONSE);
        List<Column> columns = List.of(
                Column.of("found, %"),
                Column.of("retrieval p50 " + quick.symbol()),
                new Column("p99", 7),
                Column.of("generation p50 " + slow.symbol()),
                new Column("p99", 7));
        List<Row> rows = tables.rows(arm -> {
            RetrievalShares shares = arm.retrieval();
            return shares == null
                    ? null
                    : List.of(
                            Tables.ratio(shares.found()),
                            Tables.nanos(shares.retrievalMedian(), quick),
                            Tables.nanos(shares.retrievalP99(), quick),
                            Tables.nanos(shares.generationMedian(), slow),
                            Tables.nanos(shares.generationP99(), slow));
        });
        return Optional.of(new Table(
                "retrieval",
                "Retrieval and generation",
                columns,
                rows,
                "Found: a retrieved passage says what is expected of the answer. Retrieval is ours, in the process, and"
                        + " ends when the language model is asked.",
                List.of()));
    }
}
