package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Numbers.Unit;
import dev.taximeter.model.Metric;
import dev.taximeter.model.QueueCounts;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.SweepSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What lies between a client and a worker that stamps its work: a row for each arm, and for each level of a sweep. */
final class TransportTable {
    private final RunSummary summary;
    private final List<ArmLook> looks;
    private final Tables tables;

    TransportTable(RunSummary summary, List<ArmLook> looks, Tables tables) {
        this.summary = summary;
        this.looks = looks;
        this.tables = tables;
    }

    /** The ways there and back, with the bound of the clocks; empty when nothing went between processes. */
    Optional<Table> directions() {
        boolean travelled = summary.arms().stream()
                .map(arm -> arm.distribution(Metric.TRANSPORT_FORWARD))
                .anyMatch(there -> there != null && there.maxNanos() > 0);
        if (!travelled) {
            return Optional.empty();
        }
        Unit unit = tables.unit(Metric.RESPONSE);
        SweepSummary swept = summary.sweep();
        List<Column> columns = new ArrayList<>();
        if (swept != null) {
            columns.add(Column.always(swept.sweep().quantity().label()));
        }
        columns.addAll(List.of(
                new Column("n", 4),
                Column.of("there p50"),
                new Column("p99", 8),
                Column.of("back p50"),
                new Column("p99", 8),
                new Column("± clocks", 9),
                new Column("both p50", 7),
                new Column("p99", 6)));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            ArmLook look = looks.get(i);
            if (swept == null) {
                add(rows, look, summary.arms().get(i), List.of(), unit);
            } else {
                swept.of(look.name()).ifPresent(levels -> {
                    for (int level = 0; level < levels.levels().size(); level++) {
                        List<Cell> shown = List.of(Cell.of(swept.sweep().shown(level)));
                        add(rows, look, levels.levels().get(level), shown, unit);
                    }
                });
            }
        }
        return Optional.of(new Table(
                "transport",
                "Transport, " + unit.symbol(),
                columns,
                rows,
                "There: from sending to the worker's receipt. Back: from its answer to our receipt. Each is off by ±"
                        + " clocks at most. Both: the round trip less the worker's time, which needs no common clock.",
                List.of()));
    }

    private static void add(List<Row> rows, ArmLook look, ArmSummary arm, List<Cell> before, Unit unit) {
        Distribution there = arm.distribution(Metric.TRANSPORT_FORWARD);
        Distribution bound = arm.distribution(Metric.CLOCK_BOUND);
        if (there == null || bound == null) {
            return;
        }
        List<Cell> cells = new ArrayList<>(before);
        cells.add(Cell.of(Numbers.count(there.n())));
        cells.addAll(two(arm, Metric.TRANSPORT_FORWARD, unit));
        cells.addAll(two(arm, Metric.TRANSPORT_BACK, unit));
        cells.add(Cell.of(Numbers.duration((double) bound.maxNanos(), unit)));
        cells.addAll(two(arm, Metric.NETWORK, unit));
        rows.add(new Row(look, arm.arm().emulated(), cells));
    }

    private static List<Cell> two(ArmSummary arm, Metric metric, Unit unit) {
        return List.of(
                Tables.nanos(arm.percentile(metric, Percentile.P50), unit),
                Tables.nanos(arm.percentile(metric, Percentile.P99), unit));
    }

    /** What queues lost or repeated; empty without a queue. */
    Optional<Table> counts() {
        Map<String, QueueCounts> queues = summary.surroundings().queues();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            QueueCounts counts = queues.get(looks.get(i).name());
            if (counts != null) {
                boolean emulated = summary.arms().get(i).arm().emulated();
                rows.add(new Row(looks.get(i), emulated, cells(counts)));
            }
        }
        List<Column> columns = List.of(
                Column.of("taken"),
                Column.of("answered"),
                Column.of("redelivered"),
                Column.of("duplicates"),
                Column.of("late"),
                Column.of("lost"));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "queues",
                        "What queues did with requests",
                        columns,
                        rows,
                        "Warm-up included. Taken by the broker; answered in time, each once; handed to a worker again;"
                                + " answered a second time, which is dropped; answered too late; never answered.",
                        List.of()));
    }

    private static List<Cell> cells(QueueCounts counts) {
        return List.of(
                Cell.of(Numbers.count(counts.published())),
                Cell.of(Numbers.count(counts.answered())),
                Cell.of(Numbers.count(counts.redelivered())),
                Cell.of(Numbers.count(counts.duplicates())),
                Cell.of(Numbers.count(counts.late())),
                Cell.of(Numbers.count(counts.lost())));
    }
}
