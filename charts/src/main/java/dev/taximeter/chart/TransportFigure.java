package dev.taximeter.chart;

import dev.taximeter.chart.Surface.Anchor;
import dev.taximeter.chart.Surface.Words;
import dev.taximeter.model.Metric;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.RunSummary;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/** Where the time of a call goes that a worker stamped: one bar an arm, cut into the way there, waiting, the model, the rest, the way back. */
final class TransportFigure {
    private static final String ID = "transport";
    private static final String TITLE = "Queue, transport and inference";

    /** Height of a bar, of the lane's 1. */
    private static final double BAR = 0.46;

    private static final double LOW = 0.14;

    /** Parts narrower than this share of the axis have no room for their figure. */
    private static final double ROOM = 0.07;

    private TransportFigure() {}

    private enum Part {
        THERE("transport, there", 0),
        QUEUE("queue of the worker", 1),
        INFERENCE("inference", 2),
        REST("worker's rest", 5),
        BACK("transport, back", 4);

        private final String label;
        private final int colour;

        Part(String label, int colour) {
            this.label = label;
            this.colour = colour;
        }

        Color colour() {
            return Palette.arm(colour);
        }

        /** Mean in milliseconds; what the others leave of the service time is the rest. */
        double millis(ArmSummary arm) {
            return switch (this) {
                case THERE -> mean(arm, Metric.TRANSPORT_FORWARD);
                case QUEUE -> mean(arm, Metric.SERVER_QUEUE);
                case INFERENCE -> mean(arm, Metric.SERVER_INFERENCE);
                case BACK -> mean(arm, Metric.TRANSPORT_BACK);
                case REST ->
                    Math.max(
                            0,
                            mean(arm, Metric.SERVICE)
                                    - mean(arm, Metric.NETWORK)
                                    - mean(arm, Metric.SERVER_QUEUE)
                                    - mean(arm, Metric.SERVER_INFERENCE));
            };
        }

        private static double mean(ArmSummary arm, Metric metric) {
            Distribution distribution = arm.distribution(metric);
            return distribution == null ? 0 : Math.max(0, distribution.mean().value()) / 1e6;
        }
    }

    /** Empty when no worker stamped a call that went between processes: one in the process has no way to go. */
    static Optional<Picture> of(List<ArmLook> looks, RunSummary summary) {
        List<ArmSummary> shown = summary.arms().stream()
                .filter(arm -> arm.distribution(Metric.TRANSPORT_FORWARD) != null)
                .toList();
        if (shown.stream().noneMatch(TransportFigure::travels)) {
            return Optional.empty();
        }
        double longest =
                shown.stream().mapToDouble(TransportFigure::total).max().orElse(1);
        Axis x = Axis.linear("mean time of a good call, ms", longest * 1.05, Numbers::number);
        Axis y = Axis.lanes(shown.size());
        XYChart chart = Charts.between(x, y);
        List<Figure.Note> notes = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            ArmLook look = Figures.look(looks, shown.get(i).arm().name());
            bar(chart, notes, look, shown.get(i), shown.size() - 1 - i, x);
        }
        List<Figure.Key> keys = Arrays.stream(Part.values())
                .map(part -> new Figure.Key(part.label, part.colour()))
                .toList();
        String caption = "Means, because means of parts add up and percentiles do not; those are in the table. Queue,"
                + " inference and rest are by the worker's own clock; there and back are off by the clocks' bound at"
                + " most.";
        return Optional.of(new Figure(ID, TITLE, caption, chart, x, y, keys, notes));
    }

    private static boolean travels(ArmSummary arm) {
        Distribution there = arm.distribution(Metric.TRANSPORT_FORWARD);
        return there != null && there.maxNanos() > 0;
    }

    private static double total(ArmSummary arm) {
        return Arrays.stream(Part.values())
                .mapToDouble(part -> part.millis(arm))
                .sum();
    }

    private static void bar(
            XYChart chart, List<Figure.Note> notes, ArmLook look, ArmSummary arm, double lane, Axis axis) {
        notes.add(new Figure.Note(
                0,
                lane + LOW + BAR,
                0,
                -7,
                look.label(),
                Words.of(13, Palette.INK, Anchor.START).emphasised()));
        double from = 0;
        for (Part part : Part.values()) {
            double millis = part.millis(arm);
            if (millis <= 0) {
                continue;
            }
            double to = from + millis;
            double[] xs = {from, to, to, from};
            double[] ys = {lane + LOW, lane + LOW, lane + LOW + BAR, lane + LOW + BAR};
            Charts.area(chart, look.name() + " " + part.name(), xs, ys, Palette.PAPER, part.colour());
            if (axis.share(to) - axis.share(from) >= ROOM) {
                notes.add(new Figure.Note(
                        (from + to) / 2,
                        lane + LOW + BAR / 2,
                        0,
                        4,
                        Numbers.number(millis),
                        Words.of(12, Palette.PAPER, Anchor.MIDDLE).emphasised()));
            }
            from = to;
        }
    }
}
