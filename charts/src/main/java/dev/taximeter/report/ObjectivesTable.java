package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.compare.ObjectiveResult.Outcome;
import dev.taximeter.model.Objective;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** What became of the scenario's objectives: one line an objective and arm. */
final class ObjectivesTable {
    private ObjectivesTable() {}

    /** Empty when the scenario has none. */
    static Optional<Table> of(List<ObjectiveResult> results, List<ArmLook> looks) {
        if (results.isEmpty()) {
            return Optional.empty();
        }
        List<Column> columns =
                List.of(Column.of("arm"), Column.of("result"), Column.of("observed"), new Column("n", 6));
        List<Row> rows = results.stream().map(result -> row(result, looks)).toList();
        List<String> reasons = new ArrayList<>();
        for (ObjectiveResult result : results) {
            if (result.outcome() != Outcome.PASS) {
                reasons.add(
                        "%s, %s: %s.".formatted(text(result), label(result, looks), Untrusted.line(result.reason())));
            }
        }
        return Optional.of(new Table(
                "objectives",
                "Objectives",
                "objective",
                columns,
                rows,
                "observed: of times and errors the share of requests that the objective counts against; its interval's"
                        + " ends are one-sided " + limits(results)
                        + " limits. PASS and FAIL are decided by them, not by the estimate. A"
                        + " failed request is beyond every limit of its time.",
                reasons));
    }

    /** A run that is looked at on its way shares the risk among the looks, so that its limits are wider. */
    private static String limits(List<ObjectiveResult> results) {
        return results.stream()
                .map(ObjectiveResult::observed)
                .filter(Objects::nonNull)
                .map(Figure::interval)
                .filter(Objects::nonNull)
                .findFirst()
                .map(interval ->
                        Numbers.percentDigits((1 + interval.confidence()) / 2).replaceFirst("\\.0$", "") + " %")
                .orElse("95 %");
    }

    private static Row row(ObjectiveResult result, List<ArmLook> looks) {
        Figure figure = result.observed();
        return Row.of(
                text(result),
                List.of(
                        Cell.of(label(result, looks)),
                        Cell.of(result.outcome().name()),
                        observed(result.objective(), figure),
                        figure == null ? Cell.NONE : Cell.of(Numbers.count(figure.n()))));
    }

    private static Cell observed(Objective objective, @Nullable Figure figure) {
        Interval interval = figure == null ? null : figure.interval();
        if (figure == null || interval == null) {
            return Cell.NONE;
        }
        return switch (objective) {
            case Objective.Time _, Objective.Errors _, Objective.Accuracy _ ->
                new Cell(Numbers.percent(figure.value()), Numbers.interval(interval, Numbers::percentDigits));
            case Objective.CostPerRequest cost -> {
                DoubleFunction<String> plain = Numbers::number;
                yield new Cell(plain.apply(figure.value()) + " " + cost.currency(), Numbers.interval(interval, plain));
            }
        };
    }

    private static String text(ObjectiveResult result) {
        return Untrusted.line(result.objective().text());
    }

    private static String label(ObjectiveResult result, List<ArmLook> looks) {
        return looks.stream()
                .filter(look -> look.name().equals(result.arm()))
                .map(ArmLook::label)
                .findFirst()
                .orElse(Untrusted.line(result.arm()));
    }
}
