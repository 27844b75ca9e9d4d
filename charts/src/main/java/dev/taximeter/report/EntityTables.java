package dev.taximeter.report;

import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.EntityScores;
import dev.taximeter.summary.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** How well entities were named: all of them, and by type. */
final class EntityTables {
    /** More do not fit beside one another; the JSON report has all. */
    private static final int MOST_TYPES = 8;

    private static final String NOTE = "An entity is right only as a whole: its type, its first and its last letter."
            + " Accuracy is the share of utterances in which all entities are right.";

    private final RunSummary summary;
    private final Tables tables;

    EntityTables(RunSummary summary, Tables tables) {
        this.summary = summary;
        this.tables = tables;
    }

    /** Empty when no entities were asked for. */
    Optional<Table> all() {
        List<Column> columns = List.of(
                Column.of("spans"),
                Column.of("F1, %"),
                new Column("precision, %", 7),
                new Column("recall, %", 7),
                new Column("unknown types", 4),
                new Column("not in the text", 4));
        return table(
                "entities",
                "Entities, by strict spans",
                columns,
                NOTE,
                scores -> List.of(
                        Cell.of(Numbers.count(scores.f1().n())),
                        Tables.ratio(scores.f1()),
                        Tables.ratio(scores.precision()),
                        Tables.ratio(scores.recall()),
                        Cell.of(Numbers.count(scores.unknownTypes())),
                        Cell.of(Numbers.count(scores.notInText()))));
    }

    /** Empty when no entities were asked for. */
    Optional<Table> byType() {
        TreeSet<String> types = new TreeSet<>();
        for (ArmSummary arm : summary.arms()) {
            EntityScores scores = arm.entities();
            if (scores != null) {
                types.addAll(scores.f1ByType().keySet());
            }
        }
        List<String> shown = types.stream().limit(MOST_TYPES).toList();
        List<Column> columns = new ArrayList<>();
        for (String type : shown) {
            columns.add(new Column(Untrusted.line(type), MOST_TYPES - columns.size()));
        }
        return table(
                "entityTypes",
                "F1 by type of entity, %",
                columns,
                "",
                scores -> shown.stream()
                        .map(type -> Tables.ratio(scores.f1ByType().get(type)))
                        .toList());
    }

    private interface Cells {
        List<Cell> of(EntityScores scores);
    }

    private Optional<Table> table(String id, String caption, List<Column> columns, String note, Cells cells) {
        List<Row> rows = tables.rows(arm -> arm.entities() == null ? null : cells.of(arm.entities()));
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Table(id, caption, columns, rows, note, List.of()));
    }
}
