package dev.taximeter.report;

import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Picture;
import dev.taximeter.chart.TrendFigure;
import dev.taximeter.history.Drift;
import dev.taximeter.history.Quantity;
import dev.taximeter.history.Trend;
import dev.taximeter.stats.ChangePoints;
import dev.taximeter.summary.Phrases;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How figures went from night to night: for terminals and browsers as a {@link Page}, for programs as JSON. */
public final class TrendPage {
    /** Version of the JSON's shape. */
    private static final int SCHEMA = 1;

    private TrendPage() {}

    /**
     * The page of some trends.
     *
     * @param trends of any scenarios, at least one
     * @param drifts their changes, by whose they are
     */
    public static Page of(List<Trend> trends, List<Drift> drifts) {
        List<String> scenarios =
                trends.stream().map(t -> t.series().scenario()).distinct().toList();
        Instant first = trends.stream()
                .map(t -> t.nights().getFirst().at())
                .min(Instant::compareTo)
                .orElseThrow();
        Instant last = trends.stream()
                .map(t -> t.nights().getLast().at())
                .max(Instant::compareTo)
                .orElseThrow();
        return new Page(
                "History",
                "%s to %s UTC; valid, whole runs only".formatted(date(first), date(last)),
                scenarios.stream().map(s -> section(s, trends, drifts)).toList());
    }

    private static Page.Section section(String scenario, List<Trend> all, List<Drift> drifts) {
        List<Trend> trends =
                all.stream().filter(t -> t.series().scenario().equals(scenario)).toList();
        List<String> sentences = drifts.stream()
                .filter(drift -> drift.scenario().equals(scenario))
                .map(TrendPage::sentence)
                .toList();
        return new Page.Section(
                scenario,
                sentences.isEmpty() ? List.of("No change of level was found.") : sentences,
                List.of(grid(scenario, trends)),
                pictures(scenario, trends));
    }

    private static Page.Grid grid(String scenario, List<Trend> trends) {
        return new Page.Grid(
                "Night after night: " + scenario,
                List.of("arm", "figure", "nights", "first", "median", "last", "changes"),
                trends.stream().map(TrendPage::row).toList());
    }

    private static List<String> row(Trend trend) {
        double[] sorted =
                trend.nights().stream().mapToDouble(Trend.Night::value).sorted().toArray();
        String changes = trend.changes().stream()
                .map(change -> "%s %s".formatted(date(trend, change), TrendFigure.signed(change.ratio())))
                .collect(Collectors.joining(", "));
        return List.of(
                TrendFigure.label(trend),
                trend.series().quantity().label(),
                Numbers.count(trend.nights().size()),
                value(trend, trend.nights().getFirst().value()),
                value(trend, sorted[(sorted.length - 1) / 2]),
                value(trend, trend.nights().getLast().value()),
                changes.isEmpty() ? "–" : changes);
    }

    private static List<Picture> pictures(String scenario, List<Trend> trends) {
        List<String> arms =
                trends.stream().map(t -> t.series().armInPlace()).distinct().toList();
        return Arrays.stream(Quantity.values())
                .map(quantity -> trends.stream()
                        .filter(t ->
                                t.series().quantity() == quantity && t.nights().size() > 1)
                        .toList())
                .filter(ofQuantity -> !ofQuantity.isEmpty())
                .map(ofQuantity -> TrendFigure.of(id(scenario, ofQuantity), ofQuantity, arms))
                .toList();
    }

    private static String id(String scenario, List<Trend> trends) {
        return (scenario + "-" + trends.getFirst().series().quantity().id())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
    }

    /** A value with its unit. */
    public static String value(Trend trend, double value) {
        return switch (trend.series().quantity().unit()) {
            case NANOS -> Numbers.duration(value);
            case RATIO -> Numbers.percent(value);
            case MONEY -> Numbers.money(BigDecimal.valueOf(value), trend.currency());
        };
    }

    /** What changed, since when, by how much, and whose change it is. */
    public static String sentence(Drift drift) {
        String what = drift.parts().stream()
                .map(part -> "%s of %s %s (%s)"
                        .formatted(
                                lower(part.trend().series().quantity().label()),
                                TrendFigure.label(part.trend()),
                                TrendFigure.signed(part.change().ratio()),
                                Phrases.pValue(part.change().pValue())))
                .collect(Collectors.joining("; "));
        String whose = switch (drift.cause()) {
            case VENDOR -> "the vendor changed, or the way to it: the control arm stayed as it was";
            case MACHINE -> "the machine changed: the control arm changed too";
            case UNKNOWN -> "there is no control arm to tell the vendor's change from the machine's";
        };
        List<String> also = drift.parts().stream()
                .flatMap(part -> part.trend().alsoChanged(part.change()).stream())
                .distinct()
                .toList();
        return "From %s on: %s. %s%s."
                .formatted(
                        date(drift.from()),
                        what,
                        Character.toUpperCase(whose.charAt(0)) + whose.substring(1),
                        also.isEmpty() ? "" : "; in that night also changed: " + String.join(", ", also));
    }

    private static String lower(String label) {
        return Character.toLowerCase(label.charAt(0)) + label.substring(1);
    }

    private static String date(Trend trend, ChangePoints.Change change) {
        return date(trend.nights().get(change.index()).at());
    }

    private static String date(Instant at) {
        return at.toString().substring(0, 10);
    }

    /** For programs, ending with a line end. Times are nanoseconds, shares 0..1, moments UTC. */
    public static String json(List<Trend> trends, List<Drift> drifts) {
        ObjectNode root = JsonReport.JSON.createObjectNode().put("schema", SCHEMA);
        ArrayNode out = root.putArray("trends");
        trends.forEach(trend -> trend(out.addObject(), trend));
        ArrayNode changes = root.putArray("drifts");
        drifts.forEach(drift -> drift(changes.addObject(), drift));
        return JsonReport.JSON.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }

    private static void trend(ObjectNode out, Trend trend) {
        Quantity quantity = trend.series().quantity();
        out.put("scenario", trend.series().scenario()).put("arm", trend.series().arm());
        place(out, trend);
        out.put("quantity", quantity.id()).put("emulated", trend.emulated());
        out.put("unit", unit(trend));
        ArrayNode nights = out.putArray("nights");
        for (Trend.Night night : trend.nights()) {
            ObjectNode node = nights.addObject().put("at", night.at().toString());
            node.put("folder", night.folder()).put("value", night.value());
            JsonReport.interval(node, "interval", night.interval());
        }
        ArrayNode changes = out.putArray("changes");
        trend.changes().forEach(change -> change(changes.addObject(), trend, change));
    }

    /** Absent for runs that lie in the folder itself. */
    private static void place(ObjectNode out, Trend trend) {
        if (!trend.series().place().isEmpty()) {
            out.put("place", trend.series().place());
        }
    }

    private static String unit(Trend trend) {
        return switch (trend.series().quantity().unit()) {
            case NANOS -> "ns";
            case RATIO -> "ratio";
            case MONEY -> trend.currency();
        };
    }

    private static void change(ObjectNode out, Trend trend, ChangePoints.Change change) {
        out.put("from", trend.nights().get(change.index()).at().toString());
        out.put("ratio", change.ratio()).put("pValue", change.pValue()).put("worse", trend.worse(change));
        trend.alsoChanged(change).forEach(out.putArray("alsoChanged")::add);
    }

    private static void drift(ObjectNode out, Drift drift) {
        out.put("scenario", drift.scenario()).put("arm", drift.arm());
        place(out, drift.parts().getFirst().trend());
        out.put("cause", drift.cause().name()).put("from", drift.from().toString());
        ArrayNode parts = out.putArray("parts");
        for (Drift.Part part : drift.parts()) {
            ObjectNode node = parts.addObject().put("arm", part.trend().series().arm());
            node.put("quantity", part.trend().series().quantity().id());
            change(node, part.trend(), part.change());
        }
    }
}
