package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Numbers.Unit;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Sweep;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.SweepSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures of a sweep: a row for each arm at each level. */
final class LevelTable {
    private final SweepSummary swept;
    private final RunSummary summary;
    private final List<ArmLook> looks;
    private final Tables tables;

    private LevelTable(SweepSummary swept, RunSummary summary, List<ArmLook> looks, Tables tables) {
        this.swept = swept;
        this.summary = summary;
        this.looks = looks;
        this.tables = tables;
    }

    /** Empty when nothing was varied. */
    static Optional<Table> of(RunSummary summary, List<ArmLook> looks, Tables tables) {
        SweepSummary swept = summary.sweep();
        return swept == null ? Optional.empty() : Optional.of(new LevelTable(swept, summary, looks, tables).table());
    }

    private Table table() {
        Sweep sweep = swept.sweep();
        Unit unit = tables.unit(Metric.RESPONSE);
        boolean judged = summary.arms().stream().anyMatch(arm -> arm.accuracy() != null);
        boolean streamed = summary.arms().stream().anyMatch(arm -> arm.distribution(Metric.TTFT) != null);
        List<Column> columns = new ArrayList<>();
        columns.add(Column.always(sweep.quantity().label()));
        columns.add(new Column("n", 5));
        columns.add(new Column("errors", 4));
        if (streamed) {
            columns.add(new Column("TTFT p50", 8));
            columns.add(new Column("p99", 6));
        }
        columns.add(Column.of("response p50"));
        columns.add(new Column("p99", 7));
        if (judged) {
            columns.add(new Column("accuracy, %", 8));
        }
        columns.add(new Column("cost of 1" + Numbers.THIN + "000", 7));
        List<Row> rows = new ArrayList<>();
        for (ArmLook look : looks) {
            swept.of(look.name()).ifPresent(levels -> {
                for (int level = 0; level < levels.levels().size(); level++) {
                    ArmSummary arm = levels.levels().get(level);
                    rows.add(new Row(
                            look, arm.arm().emulated(), cells(sweep.shown(level), arm, unit, streamed, judged)));
                }
            });
        }
        boolean machines = summary.arms().stream()
                .anyMatch(arm -> arm.cost() instanceof Cost.Known known && known.machine() != null);
        return new Table(
                "levels",
                "By " + sweep.quantity().label() + ", times in " + unit.symbol(),
                columns,
                rows,
                machines
                        ? "The tables below hold all levels together. Requests on a machine cost by its capacity; how"
                                + " that is known stands below them."
                        : "The tables below hold all levels together.",
                List.of());
    }

    private static List<Cell> cells(String level, ArmSummary arm, Unit unit, boolean streamed, boolean judged) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(level));
        cells.add(Cell.of(Numbers.count(arm.counts().sent())));
        cells.add(Cell.of(Numbers.count(arm.counts().errors())));
        if (streamed) {
            cells.add(Tables.nanos(arm.percentile(Metric.TTFT, Percentile.P50), unit));
            cells.add(Tables.nanos(arm.percentile(Metric.TTFT, Percentile.P99), unit));
        }
        cells.add(Tables.nanos(arm.percentile(Metric.RESPONSE, Percentile.P50), unit));
        cells.add(Tables.nanos(arm.percentile(Metric.RESPONSE, Percentile.P99), unit));
        if (judged) {
            cells.add(
                    Tables.ratio(arm.accuracy() == null ? null : arm.accuracy().inScope()));
        }
        cells.add(Tables.money(arm.cost() instanceof Cost.Known known ? known.perThousand() : null));
        return cells;
    }
}
