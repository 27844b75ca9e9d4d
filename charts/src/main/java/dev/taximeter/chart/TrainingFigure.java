package dev.taximeter.chart;

import dev.taximeter.chart.Surface.Anchor;
import dev.taximeter.chart.Surface.Words;
import dev.taximeter.cost.FineTuning;
import dev.taximeter.cost.Supply;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.RunSummary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/** What a fine-tuned arm has cost after so many requests, its training first, against what is paid by the request alone. */
final class TrainingFigure {
    private static final String ID = "training";
    private static final String TITLE = "When a training is paid back";

    private final List<ArmLook> looks;
    private final Map<String, FineTuning> tuned = new LinkedHashMap<>();
    private final Map<String, BigDecimal> others = new LinkedHashMap<>();

    private TrainingFigure(List<ArmLook> looks, RunSummary summary, Map<String, Supply> supplies) {
        this.looks = looks;
        for (ArmSummary arm : summary.arms()) {
            String name = arm.arm().name();
            FineTuning.of(arm.cost(), arm.arm().trainingTokens()).ifPresent(model -> tuned.put(name, model));
            if (!tuned.containsKey(name) && supplies.get(name) instanceof Supply.Metered metered) {
                others.put(name, metered.perRequest());
            }
        }
    }

    /** Empty unless an arm with a price of its training stands against one paid by the request, all in one currency. */
    static Optional<Picture> of(List<ArmLook> looks, RunSummary summary, Map<String, Supply> supplies) {
        TrainingFigure figure = new TrainingFigure(looks, summary, supplies);
        return figure.tuned.isEmpty() || figure.others.isEmpty()
                ? Optional.empty()
                : Figures.oneCurrency(summary).map(figure::picture);
    }

    private Picture picture(String currency) {
        List<Crossing> crossings = crossings();
        BigDecimal end = end(crossings);
        Axis x = Axis.linear("requests", end.doubleValue(), requests -> Numbers.count(Math.round(requests)));
        double most = Math.max(
                tuned.values().stream()
                        .mapToDouble(model -> model.total(end).doubleValue())
                        .max()
                        .orElseThrow(),
                others.values().stream()
                        .mapToDouble(each -> each.multiply(end).doubleValue())
                        .max()
                        .orElseThrow());
        Axis y = Axis.linear(
                "cost so far, " + currency,
                most * 1.05,
                cost -> cost == 0 ? "0" : Numbers.money(new BigDecimal(cost, new MathContext(3))));
        XYChart chart = Charts.between(x, y);
        List<Figure.Key> keys = new ArrayList<>();
        for (ArmLook look : looks) {
            FineTuning model = tuned.get(look.name());
            BigDecimal each = others.get(look.name());
            if (model != null) {
                line(chart, keys, look, end, model);
            } else if (each != null) {
                line(chart, keys, look, end, new FineTuning(BigDecimal.ZERO, each));
            }
        }
        List<Figure.Note> notes =
                crossings.stream().map(crossing -> note(chart, crossing)).toList();
        String caption =
                "A fine-tuned arm starts at what its training cost; the others start at nothing. Rings mark the"
                        + " requests after which it is paid back. Where there is no ring, a request saves nothing.";
        return new Figure(ID, TITLE, caption, chart, x, y, keys, notes);
    }

    private static void line(XYChart chart, List<Figure.Key> keys, ArmLook look, BigDecimal end, FineTuning model) {
        double[] requests = {0, end.doubleValue()};
        double[] costs = {model.training().doubleValue(), model.total(end).doubleValue()};
        Charts.line(chart, look.name() + " total", requests, costs, look.colour(), Charts.solid(2.2f));
        keys.add(new Figure.Key(look.label(), look.colour()));
    }

    private List<Crossing> crossings() {
        List<Crossing> crossings = new ArrayList<>();
        tuned.forEach((name, model) -> others.forEach((other, each) -> model.paidBackAfter(each)
                .filter(requests -> requests.signum() > 0)
                .ifPresent(requests -> crossings.add(new Crossing(name, other, requests, each)))));
        crossings.sort(Comparator.comparing(Crossing::requests));
        return crossings;
    }

    /** Twice as far as the last crossing; without one, where the dearest training has been spent again on requests. */
    private BigDecimal end(List<Crossing> crossings) {
        return crossings.isEmpty()
                ? tuned.values().stream()
                        .filter(model -> model.perRequest().signum() > 0)
                        .map(model -> model.training().divide(model.perRequest(), 0, RoundingMode.CEILING))
                        .max(Comparator.naturalOrder())
                        .orElse(BigDecimal.ONE)
                : crossings.getLast().requests().multiply(BigDecimal.TWO);
    }

    private Figure.Note note(XYChart chart, Crossing crossing) {
        double at = crossing.requests().doubleValue();
        double cost = crossing.each().multiply(crossing.requests()).doubleValue();
        ArmLook other = Figures.look(looks, crossing.other());
        String name = crossing.tuned() + " is paid back against " + crossing.other();
        Charts.marks(chart, name, new double[] {at}, new double[] {cost}, other.colour(), new Dot(11, Dot.Kind.RING));
        Words words = Words.of(12, other.colour(), Anchor.START).haloed();
        return new Figure.Note(
                at, cost, 10, 16, Numbers.count(crossing.requests().longValue()) + " requests", words);
    }

    /** After how many requests the first is paid back by not asking the other, which costs so much for each. */
    private record Crossing(String tuned, String other, BigDecimal requests, BigDecimal each) {}
}
