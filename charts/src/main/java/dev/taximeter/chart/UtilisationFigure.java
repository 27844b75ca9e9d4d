package dev.taximeter.chart;

import dev.taximeter.cost.Machine;
import dev.taximeter.cost.Supply;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Supplies;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;

/** What 1,000 requests cost on a machine of one's own by its utilisation, against what vendors ask whatever is used. */
final class UtilisationFigure {
    private static final String ID = "utilisation";
    private static final String TITLE = "Cost by the utilisation of one's own machine";
    private static final double IDLE = 0.001;

    private final List<ArmLook> looks;
    private final RunSummary summary;
    private final Map<String, Supply> supplies;

    private UtilisationFigure(List<ArmLook> looks, RunSummary summary) {
        this.looks = looks;
        this.summary = summary;
        this.supplies = Supplies.of(summary);
    }

    /** Empty unless a machine stands against a vendor, in one currency. */
    static Optional<Picture> of(List<ArmLook> looks, RunSummary summary) {
        UtilisationFigure figure = new UtilisationFigure(looks, summary);
        boolean both = figure.has(Supply.Owned.class) && figure.has(Supply.Metered.class);
        return both ? Figures.oneCurrency(summary).map(figure::picture) : Optional.empty();
    }

    private boolean has(Class<? extends Supply> kind) {
        return supplies.values().stream().anyMatch(kind::isInstance);
    }

    private Picture picture(String currency) {
        double[] ends = supplies.values().stream()
                .flatMap(supply -> switch (supply) {
                    case Supply.Metered metered -> Stream.of(perThousand(metered.perRequest()));
                    case Supply.Owned owned -> Stream.of(at(owned.machine(), IDLE), at(owned.machine(), 1));
                    case Supply.Mixed _, Supply.Reserved _, Supply.Provisioned _ -> Stream.<Double>empty();
                })
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        Axis x = Axis.logarithmic("share of the machine's capacity that is used", IDLE, 1, 0, Numbers::percent);
        Axis y = Axis.logarithmic(
                "cost of 1" + Numbers.THIN + "000 requests, " + currency,
                ends[0],
                ends[ends.length - 1],
                cost -> Numbers.money(new BigDecimal(cost, new MathContext(3))));
        XYChart chart = Charts.between(x, y);
        List<Figure.Key> keys = new ArrayList<>();
        for (ArmSummary arm : summary.arms()) {
            ArmLook look = Figures.look(looks, arm.arm().name());
            double[] costs = line(arm);
            if (costs.length > 0) {
                double[] shares = {Math.log10(IDLE), 0};
                Charts.line(chart, look.name(), shares, costs, look.colour(), Charts.solid(2.2f));
                keys.add(new Figure.Key(look.label(), look.colour()));
            }
        }
        String caption =
                "A machine costs the same idle or busy, so its line falls as more of its capacity is used; what"
                        + " vendors ask by the token does not. Where lines cross, both cost the same."
                        + Figures.machines(summary);
        return new Figure(ID, TITLE, caption, chart, x, y, keys, List.of());
    }

    /** Logarithms of the costs at both ends; none for an arm that is neither. Straight between them. */
    private double[] line(ArmSummary arm) {
        return switch (supplies.get(arm.arm().name())) {
            case Supply.Metered metered -> {
                double cost = Math.log10(perThousand(metered.perRequest()));
                yield new double[] {cost, cost};
            }
            case Supply.Owned owned ->
                new double[] {Math.log10(at(owned.machine(), IDLE)), Math.log10(at(owned.machine(), 1))};
            case Supply.Mixed _, Supply.Reserved _, Supply.Provisioned _ -> new double[0];
            case null -> new double[0];
        };
    }

    private static double at(Machine machine, double utilisation) {
        return perThousand(machine.perRequest(BigDecimal.valueOf(utilisation)));
    }

    private static double perThousand(BigDecimal perRequest) {
        return perRequest.movePointRight(3).doubleValue();
    }
}
