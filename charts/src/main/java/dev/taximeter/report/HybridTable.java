package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Numbers.Unit;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Mixture;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.summary.Accuracy;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.HybridShares;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who answered for hybrid arms: the share of the first model and of the second one, and how each did. */
final class HybridTable {
    private HybridTable() {}

    /** Empty when no arm is a hybrid. */
    static Optional<Table> of(RunSummary summary, List<ArmLook> looks, Tables tables) {
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Unit unit = tables.unit(Metric.RESPONSE);
        for (int i = 0; i < looks.size(); i++) {
            ArmSummary arm = summary.arms().get(i);
            HybridShares shares = arm.hybrid();
            Mixture mixture = arm.arm().mixture();
            if (shares == null || mixture == null) {
                continue;
            }
            rows.add(new Row(
                    looks.get(i),
                    arm.arm().emulated(),
                    List.of(
                            Tables.ratio(shares.passedOn()),
                            accuracy(shares.first()),
                            median(shares.first(), unit),
                            accuracy(shares.then()),
                            median(shares.then(), unit))));
            notes.add("%s: %s answers what it is at least %s sure of, %s of %s requests; the others go on to %s."
                    .formatted(
                            looks.get(i).label(),
                            label(summary, mixture.first()),
                            Numbers.percent(mixture.belowRatio()),
                            Numbers.count(shares.requests() - shares.requestsPassedOn()),
                            Numbers.count(shares.requests()),
                            label(summary, mixture.then())));
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<Column> columns = List.of(
                Column.of("passed on, %"),
                Column.of("first: accuracy, %"),
                new Column("p50 " + unit.symbol(), 8),
                Column.of("then: accuracy, %"),
                new Column("p50 " + unit.symbol(), 8));
        return Optional.of(new Table("hybrid", "Who answered", columns, rows, String.join(" ", notes), List.of()));
    }

    private static String label(RunSummary summary, String name) {
        return summary.manifest().arms().stream()
                .filter(arm -> arm.name().equals(name))
                .map((ArmFacts arm) -> ArmLook.label(arm))
                .findFirst()
                .orElse(name);
    }

    private static Cell accuracy(HybridShares.@Nullable Part part) {
        Accuracy accuracy = part == null ? null : part.accuracy();
        return Tables.ratio(accuracy == null ? null : accuracy.inScope());
    }

    private static Cell median(HybridShares.@Nullable Part part, Unit unit) {
        Figure median = part == null || part.response() == null
                ? null
                : part.response().percentiles().get(Percentile.P50);
        return Tables.nanos(median, unit);
    }
}
