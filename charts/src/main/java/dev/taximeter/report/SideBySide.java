package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Figures;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Numbers.Unit;
import dev.taximeter.chart.Picture;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.compare.Comparison;
import dev.taximeter.compare.Difference;
import dev.taximeter.compare.Side;
import dev.taximeter.compare.Verdict;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSeries;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.SeriesOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all formats of a comparison share: names, tables, pictures. */
final class SideBySide {
    private final List<Comparison> comparisons;
    private final List<Side> sides;
    private final List<ArmLook> looks;

    /** @param comparisons at least one, all with the same baseline */
    SideBySide(List<Comparison> comparisons) {
        this.comparisons = comparisons;
        this.sides = Stream.concat(
                        Stream.of(comparisons.getFirst().baseline()),
                        comparisons.stream().map(Comparison::candidate))
                .toList();
        boolean severalRuns = sides.stream()
                        .map(side -> side.run().manifest().id())
                        .distinct()
                        .count()
                > 1;
        List<ArmLook> made = new ArrayList<>();
        for (Side side : sides) {
            String label = ArmLook.label(side.arm().arm());
            String run = Untrusted.line(side.run().manifest().id());
            made.add(new ArmLook(made.size(), "side" + made.size(), severalRuns ? label + ", " + run : label));
        }
        this.looks = List.copyOf(made);
    }

    /** {@code B against A}, or how many against A. */
    String title() {
        return looks.size() == 2
                ? looks.get(1).label() + " against " + looks.getFirst().label()
                : (looks.size() - 1) + " sides against " + looks.getFirst().label();
    }

    /** What to know first; empty when no side is emulated. */
    String emulation() {
        boolean any = sides.stream().anyMatch(side -> side.arm().arm().emulated());
        return any ? "sides so marked were played by an emulator: their figures are a profile's, and no vendor's." : "";
    }

    /** What speaks against reading the figures as they stand; one sentence each, said once. */
    List<String> caveats() {
        return comparisons.stream()
                .flatMap(comparison -> comparison.caveats().stream())
                .distinct()
                .map(Untrusted::line)
                .toList();
    }

    List<String> sentences() {
        return comparisons.stream()
                .flatMap(comparison -> comparison.sentences().stream())
                .map(Untrusted::line)
                .toList();
    }

    List<Picture> pictures() {
        List<ArmSeries> series = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            series.add(SeriesOf.of(looks.get(i).name(), sides.get(i).samples()));
        }
        return Figures.ofSides(looks, series);
    }

    /** One a candidate; refused comparisons have none. */
    List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            Comparison comparison = comparisons.get(i);
            if (!comparison.differences().isEmpty()) {
                tables.add(table(comparison, i + 1));
            }
        }
        return tables;
    }

    private Table table(Comparison comparison, int candidate) {
        List<Column> columns = List.of(
                new Column("baseline", 6),
                new Column("candidate", 7),
                Column.of("change"),
                new Column("p", 4),
                Column.of("verdict"),
                new Column("n", 5),
                new Column("n to decide", 8));
        List<Row> rows = new ArrayList<>(
                comparison.differences().stream().map(SideBySide::row).toList());
        Double cost = comparison.costRatio();
        if (cost != null) {
            rows.add(Row.of(
                    "Cost per request",
                    List.of(
                            Cell.NONE,
                            Cell.NONE,
                            Cell.of("× " + Numbers.number(cost)),
                            Cell.NONE,
                            Cell.of("list prices"),
                            Cell.NONE,
                            Cell.NONE)));
        }
        return new Table(
                "comparison-" + candidate,
                looks.get(candidate).label() + " against " + looks.getFirst().label(),
                "question",
                columns,
                rows,
                "change: candidate / baseline with × before it, candidate − baseline in points, each with its 95 %"
                        + " interval. p: adjusted by Holm for all questions. n: the smaller side's values. n to decide:"
                        + " values of each side with which the interval would have decided, if the estimate holds.",
                List.of());
    }

    private static Row row(Difference difference) {
        Unit unit = Numbers.unitFor(Stream.of(difference.baseline(), difference.candidate())
                .filter(Objects::nonNull)
                .mapToDouble(Figure::value));
        boolean time = difference.unit() == Difference.Unit.NANOS;
        DoubleFunction<String> format =
                time ? nanos -> Numbers.duration(nanos, unit) + Numbers.THIN + unit.symbol() : Numbers::percent;
        Figure change = difference.change();
        Double p = difference.pValue();
        Long decisive = difference.decisiveN();
        return Row.of(
                difference.label(),
                List.of(
                        value(difference.baseline(), format),
                        value(difference.candidate(), format),
                        change(change, time),
                        p == null ? Cell.NONE : Cell.of(p < 0.0001 ? "<0.0001" : Numbers.number(p)),
                        Cell.of(word(difference.verdict())),
                        change == null ? Cell.NONE : Cell.of(Numbers.count(change.n())),
                        decisive == null ? Cell.NONE : Cell.of("≈" + Numbers.number(decisive.doubleValue()))));
    }

    private static Cell value(@Nullable Figure figure, DoubleFunction<String> format) {
        return figure == null ? Cell.NONE : Cell.of(format.apply(figure.value()));
    }

    private static Cell change(@Nullable Figure change, boolean ratio) {
        if (change == null) {
            return Cell.NONE;
        }
        Interval interval = change.interval();
        DoubleFunction<String> format = ratio ? Numbers::number : SideBySide::points;
        String value = (ratio ? "× " : "") + format.apply(change.value());
        return new Cell(value, interval == null ? "" : Numbers.interval(interval, format));
    }

    private static String points(double share) {
        return (share < 0 ? "−" : "+") + Numbers.percentDigits(Math.abs(share));
    }

    /** One word for a table. */
    static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Improved _ -> "better";
            case Verdict.Regressed _ -> "worse";
            case Verdict.WithinNoise _ -> "same";
            case Verdict.NoEvidence _ -> "undecided";
            case Verdict.NotComparable _ -> "not comparable";
        };
    }
}
