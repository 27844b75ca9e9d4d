package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Numbers.Unit;
import dev.taximeter.model.MachineUse;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.summary.Calibration;
import dev.taximeter.summary.Calibration.Rung;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.TruthAgreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A calibration, for a terminal and for programs. */
public final class CalibrationReport {
    /** Version of the JSON's shape. */
    public static final int SCHEMA = 1;

    private static final List<Column> COLUMNS = List.of(
            Column.of("n"),
            new Column("sent late p50", 8),
            new Column("p99", 8),
            Column.of("TTFT off by p50"),
            Column.of("p99"),
            new Column("end off by p50", 7),
            new Column("p99", 7),
            new Column("harness, %", 6),
            new Column("emulator, %", 4),
            new Column("others, %", 8));

    private CalibrationReport() {}

    /** A line for each rate, then what they say; ends with a line end. */
    public static String console(Calibration calibration, ConsoleReport.Style style) {
        Unit unit = Numbers.unitFor(calibration.rungs().stream()
                .flatMap(rung -> rung.truth().stream())
                .flatMapToDouble(truth -> DoubleStream.of(truth.ttftP99Nanos(), truth.endToEndP99Nanos())));
        Table table = new Table(
                "calibration",
                "What this machine measures truthfully (" + ArmLook.EMULATED + "), times in " + unit.symbol(),
                "rate",
                COLUMNS,
                calibration.rungs().stream().map(rung -> row(rung, unit)).toList(),
                "",
                List.of());
        StringBuilder out = new StringBuilder("\n");
        new TextTable(style).append(out, table);
        out.append("\nAnswer\n");
        sentences(calibration).forEach(sentence -> ConsoleReport.wrap(out, "  • ", sentence, style, s -> s));
        return out.toString();
    }

    private static Row row(Rung rung, Unit unit) {
        List<Cell> cells = new ArrayList<>();
        Optional<TruthAgreement> truth = rung.truth();
        Distribution lag = rung.run().instrument().dispatchLag();
        cells.add(truth.map(t -> Cell.of(Numbers.count(t.n()))).orElse(Cell.NONE));
        cells.add(percentile(lag, Percentile.P50, unit));
        cells.add(percentile(lag, Percentile.P99, unit));
        cells.add(time(truth.map(TruthAgreement::ttftMedianNanos), unit));
        cells.add(time(truth.map(TruthAgreement::ttftP99Nanos), unit));
        cells.add(time(truth.map(TruthAgreement::endToEndMedianNanos), unit));
        cells.add(time(truth.map(TruthAgreement::endToEndP99Nanos), unit));
        MachineUse use = rung.run().instrument().machine();
        cells.add(share(use == null ? Double.NaN : use.ownCpuRatio()));
        cells.add(share(use == null ? Double.NaN : use.emulatorCpuRatio()));
        cells.add(share(use == null ? Double.NaN : use.foreignCpuRatio()));
        return Row.of(rate(rung) + (rung.truthful() ? "" : ", not truthful"), cells);
    }

    private static Cell percentile(@Nullable Distribution spread, Percentile percentile, Unit unit) {
        Figure figure = spread == null ? null : spread.percentiles().get(percentile);
        return figure == null ? Cell.NONE : Cell.of(Numbers.duration(figure.value(), unit));
    }

    private static Cell time(Optional<Double> nanos, Unit unit) {
        return nanos.filter(Double::isFinite)
                .map(value -> Cell.of(Numbers.duration(value, unit)))
                .orElse(Cell.NONE);
    }

    private static Cell share(double ratio) {
        return Double.isFinite(ratio) ? Cell.of(Numbers.percentDigits(ratio)) : Cell.NONE;
    }

    private static String rate(Rung rung) {
        return Phrases.rate(rung.perSecond());
    }

    /** What the rates say, at least one sentence. */
    static List<String> sentences(Calibration calibration) {
        List<String> sentences = new ArrayList<>();
        sentences.add(calibration
                .ceiling()
                .map(rung -> "Up to %s this machine measures such streams truthfully%s."
                        .formatted(
                                rate(rung),
                                rung.truth().map(CalibrationReport::error).orElse("")))
                .orElse("Not even at %s does this machine measure truthfully."
                        .formatted(rate(calibration.rungs().getFirst()))));
        Optional<Rung> beyond = calibration.beyond();
        beyond.ifPresent(rung ->
                sentences.add("At %s it does not: %s.".formatted(rate(rung), String.join("; ", rung.doubts()))));
        if (beyond.isEmpty()) {
            sentences.add("No rate was too high; where the limit is, --rates with higher ones will show.");
        }
        if (calibration.rungs().stream().anyMatch(Rung::disturbed)) {
            sentences.add("Other programs used the machine meanwhile: on an idle one it may measure more.");
        }
        return sentences;
    }

    private static String error(TruthAgreement truth) {
        return ": the time to first token is off by %s at the median and %s at p99, n=%s"
                .formatted(
                        Numbers.duration(truth.ttftMedianNanos()),
                        Numbers.duration(truth.ttftP99Nanos()),
                        Numbers.count(truth.n()));
    }

    /**
     * {@code calibration.json}: {@code keepsUpTo} in requests a second, absent when there is no such rate; for each rate
     * whether it was {@code truthful}, the {@code reasons} why not, and {@code instrument} as in {@code summary.json}.
     */
    public static String json(Calibration calibration) {
        ObjectNode root =
                JsonReport.JSON.createObjectNode().put("schema", SCHEMA).put("emulated", true);
        calibration
                .ceiling()
                .ifPresent(rung -> root.putObject("keepsUpTo")
                        .put("value", rung.perSecond())
                        .put("unit", "perSecond"));
        ArrayNode rates = root.putArray("rates");
        for (Rung rung : calibration.rungs()) {
            ObjectNode node =
                    rates.addObject().put("perSecond", rung.perSecond()).put("truthful", rung.truthful());
            rung.doubts().forEach(node.putArray("reasons")::add);
            node.put("run", rung.run().manifest().id());
            JsonReport.instrument(node.putObject("instrument"), rung.run());
        }
        return JsonReport.JSON.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }
}
