package dev.taximeter.report;

import dev.taximeter.cost.Cost;
import dev.taximeter.model.Metric;
import dev.taximeter.nightly.Finding;
import dev.taximeter.nightly.Night;
import dev.taximeter.nightly.NightRun;
import dev.taximeter.summary.Accuracy;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.Validity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A night as gauges, for the textfile collector of Prometheus's node exporter and as OpenMetrics. Seconds, ratios 0..1 and
 * money, as those formats want it; a figure that does not exist has no line. Every figure of an arm says whether it is
 * emulated.
 */
public final class NightMetrics {
    private final List<Family> families = new ArrayList<>();
    private final Night night;

    private NightMetrics(Night night) {
        this.night = night;
    }

    private record Family(String name, String unit, String help, List<String> samples) {}

    /** The text format of Prometheus, version 0.0.4. */
    public static String prometheus(Night night) {
        return new NightMetrics(night).collect().text(false);
    }

    /** OpenMetrics 1.0. */
    public static String openMetrics(Night night) {
        return new NightMetrics(night).collect().text(true);
    }

    private NightMetrics collect() {
        for (Night.Outcome outcome : Night.Outcome.values()) {
            gauge(
                    "night_outcome",
                    "",
                    "1 for what the last night came to.",
                    night.outcome() == outcome ? 1.0 : 0.0,
                    labels(Map.of("outcome", outcome.name())));
        }
        gauge(
                "night_timestamp_seconds",
                "seconds",
                "When the last night began.",
                night.at().toEpochMilli() / 1e3,
                labels(Map.of()));
        for (Finding.Standing standing : Finding.Standing.values()) {
            double count = night.findings().stream()
                    .filter(f -> f.standing() == standing)
                    .count();
            gauge("night_findings", "", "Things that are worse.", count, labels(Map.of("standing", standing.name())));
        }
        for (NightRun run : night.runs()) {
            boolean valid = run.summary().validity() instanceof Validity.Valid;
            gauge(
                    "run_valid",
                    "",
                    "Whether the run's figures may be trusted.",
                    valid ? 1.0 : 0.0,
                    labels(Map.of("scenario", run.scenario())));
            run.summary().arms().forEach(arm -> arm(run, arm));
        }
        return this;
    }

    private void arm(NightRun run, ArmSummary arm) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("scenario", run.scenario());
        own.put("arm", arm.arm().name());
        own.put("emulated", Boolean.toString(arm.arm().emulated()));
        gauge(
                "requests_sent",
                "",
                "Measured requests of the last night.",
                (double) arm.counts().sent(),
                labels(own));
        gauge(
                "requests_good",
                "",
                "Good answers among them.",
                (double) arm.counts().ok(),
                labels(own));
        for (Metric metric : List.of(Metric.RESPONSE, Metric.TTFT, Metric.TPOT)) {
            for (Percentile percentile : List.of(Percentile.P50, Percentile.P95, Percentile.P99)) {
                Map<String, String> of = new LinkedHashMap<>(own);
                of.put("quantile", Double.toString(percentile.probability()));
                gauge(
                        name(metric),
                        "seconds",
                        metric.label() + ".",
                        seconds(arm.percentile(metric, percentile)),
                        labels(of));
            }
        }
        Accuracy accuracy = arm.accuracy();
        Figure right = accuracy == null ? null : accuracy.inScope();
        gauge(
                "accuracy_ratio",
                "ratio",
                "Right answers, prompt by prompt.",
                right == null ? null : (Double) right.value(),
                labels(own));
        if (arm.cost() instanceof Cost.Known known) {
            own.put("currency", known.quote().currency());
            if (known.machine() != null) {
                own.put("capacity_by", known.machine().basis().id());
            }
            gauge(
                    "cost_per_request",
                    "",
                    "Money for a request.",
                    known.perRequest().doubleValue(),
                    labels(own));
        }
    }

    private static String name(Metric metric) {
        return metric.id().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) + "_seconds";
    }

    private static @Nullable Double seconds(@Nullable Figure figure) {
        return figure == null ? null : (Double) (figure.value() / 1e9);
    }

    private String labels(Map<String, String> own) {
        StringBuilder out =
                new StringBuilder("suite=\"").append(escape(night.suite())).append('"');
        own.forEach((name, value) ->
                out.append(',').append(name).append("=\"").append(escape(value)).append('"'));
        return out.toString();
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private void gauge(String name, String unit, String help, @Nullable Double value, String labels) {
        if (value == null || !Double.isFinite(value)) {
            return;
        }
        String full = "taximeter_" + name;
        Family family =
                families.stream().filter(f -> f.name().equals(full)).findFirst().orElse(null);
        if (family == null) {
            family = new Family(full, unit, help, new ArrayList<>());
            families.add(family);
        }
        family.samples().add("%s{%s} %s".formatted(full, labels, value));
    }

    private String text(boolean open) {
        StringBuilder out = new StringBuilder();
        for (Family family : families) {
            out.append("# HELP ")
                    .append(family.name())
                    .append(' ')
                    .append(family.help())
                    .append('\n');
            out.append("# TYPE ").append(family.name()).append(" gauge\n");
            if (open && !family.unit().isEmpty()) {
                out.append("# UNIT ")
                        .append(family.name())
                        .append(' ')
                        .append(family.unit())
                        .append('\n');
            }
            family.samples().forEach(sample -> out.append(sample).append('\n'));
        }
        return out.append(open ? "# EOF\n" : "").toString();
    }
}
