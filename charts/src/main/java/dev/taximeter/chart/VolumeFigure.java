package dev.taximeter.chart;

import dev.taximeter.chart.Surface.Anchor;
import dev.taximeter.chart.Surface.Words;
import dev.taximeter.compare.MonthlySupplies;
import dev.taximeter.cost.Cost;
import dev.taximeter.cost.Supply;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.RunSummary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/** Cost of 1,000 requests against requests a month: machines by steps, tokens level, and where they cross. */
final class VolumeFigure {
    private static final String ID = "volume";
    private static final String TITLE = "Cost by monthly volume";
    private static final int POINTS_A_DECADE = 60;

    private final Map<String, Supply> supplies;

    private VolumeFigure(Map<String, Supply> supplies) {
        this.supplies = supplies;
    }

    /** Empty when no arm is a machine, or none is paid by the request. */
    static Optional<Picture> of(List<ArmLook> looks, RunSummary summary) {
        Map<String, Supply> supplies = MonthlySupplies.of(summary);
        return supplies.isEmpty() ? Optional.empty() : Optional.of(new VolumeFigure(supplies).picture(looks, summary));
    }

    private Picture picture(List<ArmLook> looks, RunSummary summary) {
        double low = Math.log10(MonthlySupplies.LOWEST.doubleValue());
        double high = Math.log10(MonthlySupplies.HIGHEST.doubleValue());
        int points = (int) Math.round((high - low) * POINTS_A_DECADE) + 1;
        double[] xs = new double[points];
        for (int i = 0; i < points; i++) {
            xs[i] = low + (high - low) * i / (points - 1);
        }
        List<ArmLook> drawn =
                looks.stream().filter(look -> supplies.containsKey(look.name())).toList();
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        List<double[]> lines = new ArrayList<>();
        for (ArmLook look : drawn) {
            Supply supply = supplies.get(look.name());
            double[] ys = new double[points];
            for (int i = 0; i < points; i++) {
                ys[i] = supply == null ? Double.NaN : Math.log10(perThousand(supply, xs[i]));
                least = Math.min(least, ys[i]);
                most = Math.max(most, i == 0 ? ys[i] : most);
            }
            lines.add(ys);
        }
        Axis x = Axis.logarithmic(
                "requests a month",
                MonthlySupplies.LOWEST.doubleValue(),
                MonthlySupplies.HIGHEST.doubleValue(),
                0,
                volume -> Numbers.count(Math.round(volume)));
        Axis y = Axis.logarithmic(
                "cost per 1" + Numbers.THIN + "000 requests, " + currency(summary),
                Math.pow(10, least),
                Math.pow(10, most),
                0.05,
                cost -> cost < 1
                        ? Numbers.money(new BigDecimal(cost, new MathContext(3)))
                        : Numbers.count(Math.round(cost)));
        XYChart chart = Charts.between(x, y);
        List<Figure.Key> keys = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            ArmLook look = drawn.get(i);
            Charts.line(chart, look.name() + " cost", xs, lines.get(i), look.colour(), Charts.solid(2.2f));
            keys.add(new Figure.Key(look.label(), look.colour()));
        }
        String caption =
                "A machine costs the same however little it is asked, so that it gets cheaper with every request until"
                        + " the next one is needed: each is credited with the rate that it was measured at, around the"
                        + " clock. Rings mark where a machine becomes cheaper than what is paid by the request.";
        return new Figure(ID, TITLE, caption, chart, x, y, keys, crossings(chart, drawn));
    }

    private List<Figure.Note> crossings(XYChart chart, List<ArmLook> drawn) {
        List<Figure.Note> notes = new ArrayList<>();
        for (ArmLook own : drawn) {
            for (ArmLook other : drawn) {
                if (supplies.get(own.name()) instanceof Supply.Owned owned
                        && supplies.get(other.name()) instanceof Supply.Metered metered) {
                    Optional<BigDecimal> from = MonthlySupplies.breakEven(owned, metered);
                    from.filter(requests -> requests.compareTo(MonthlySupplies.LOWEST) > 0)
                            .ifPresent(requests -> {
                                double at = Math.log10(requests.doubleValue());
                                double cost = Math.log10(perThousand(metered, at));
                                String name = own.name() + " meets " + other.name();
                                Dot ring = new Dot(11, Dot.Kind.RING);
                                Charts.marks(chart, name, new double[] {at}, new double[] {cost}, other.colour(), ring);
                                Words words = Words.of(12, other.colour(), Anchor.START)
                                        .haloed();
                                String shown = Numbers.count(requests.longValue()) + " a month";
                                notes.add(new Figure.Note(at, cost, 10, -8, shown, words));
                            });
                }
            }
        }
        return notes;
    }

    private static double perThousand(Supply supply, double logOfVolume) {
        BigDecimal requests = new BigDecimal(Math.pow(10, logOfVolume), MathContext.DECIMAL64);
        return supply.perThousand(MonthlySupplies.DAY.of(requests)).doubleValue();
    }

    private static String currency(RunSummary summary) {
        return summary.arms().stream()
                .map(ArmSummary::cost)
                .filter(Cost.Known.class::isInstance)
                .map(cost -> Untrusted.line(((Cost.Known) cost).quote().currency()))
                .findFirst()
                .orElse("");
    }
}
