package dev.taximeter.chart;

import dev.taximeter.cost.Cost;
import dev.taximeter.cost.Supply;
import dev.taximeter.cost.Volume;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSeries;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.RunSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** All pictures of a run. */
public final class Figures {
    /** Values from which p99 has a two-sided 95 % interval (order statistics). */
    static final int N_FOR_P99 = 368;

    private Figures() {}

    /**
     * The pictures in the order of a report; one that the data does not allow says why.
     *
     * @param series of the summary's arms; arms that are not in it are not drawn
     */
    public static List<Picture> of(RunSummary summary, List<ArmSeries> series) {
        List<ArmLook> looks = ArmLook.of(summary);
        List<ArmSeries> known = series.stream()
                .filter(s -> looks.stream().anyMatch(look -> look.name().equals(s.arm())))
                .toList();
        return Stream.of(
                        LevelFigure.of(looks, summary).stream(),
                        SoundnessFigure.of(looks, summary).stream(),
                        ClarityFigure.of(looks, summary).stream(),
                        TransportFigure.of(looks, summary).stream(),
                        Stream.of(
                                PercentileFigure.of(looks, known),
                                DistributionFigure.of(looks, known),
                                IntervalFigure.of(looks, summary),
                                FrontierFigure.of(looks, summary)),
                        VolumeFigure.of(looks, summary).stream(),
                        UtilisationFigure.of(looks, summary).stream(),
                        Stream.of(TimelineFigure.of(looks, known)))
                .flatMap(pictures -> pictures)
                .toList();
    }

    /**
     * The pictures of what a run's arms cost elsewhere: by monthly volume, with their training, and by utilisation; those
     * that the arms have nothing for are left out.
     *
     * @param supplies by arm, and by the name of what is no arm
     * @param day how a day looks; its own volume does not matter
     */
    public static List<Picture> ofCosts(RunSummary summary, Map<String, Supply> supplies, Volume day) {
        List<ArmLook> looks = ArmLook.of(summary);
        return Stream.of(
                        VolumeFigure.months(looks, summary, supplies, day),
                        TrainingFigure.of(looks, summary, supplies),
                        UtilisationFigure.of(looks, summary))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The currency of all costs of a run; empty when there are several or none, which no axis could hold. */
    static Optional<String> oneCurrency(RunSummary summary) {
        List<String> currencies = summary.arms().stream()
                .flatMap(arm -> arm.cost() instanceof Cost.Known known ? Stream.of(known) : Stream.empty())
                .map(known -> Untrusted.line(known.quote().currency()))
                .distinct()
                .toList();
        return currencies.size() == 1 ? Optional.of(currencies.getFirst()) : Optional.empty();
    }

    /** The capacities of a run's machines and how that is known, after a caption; empty without one. */
    static String machines(RunSummary summary) {
        StringBuilder words = new StringBuilder();
        for (ArmSummary arm : summary.arms()) {
            if (arm.cost() instanceof Cost.Known known
                    && known.machine() != null
                    && arm.arm().mixture() == null) {
                words.append(" %s has a capacity of %s requests a second (%s)."
                        .formatted(
                                ArmLook.label(arm.arm()),
                                Numbers.number(known.machine().perSecond().doubleValue()),
                                known.machine().words()));
            }
        }
        return words.toString();
    }

    /**
     * The pictures of sides that are held against each other.
     *
     * @param looks of the sides
     * @param series one a look, of the same names
     */
    public static List<Picture> ofSides(List<ArmLook> looks, List<ArmSeries> series) {
        return List.of(DistributionFigure.overlaid(looks, series), PercentileFigure.of(looks, series));
    }

    static ArmLook look(List<ArmLook> looks, String arm) {
        return looks.stream()
                .filter(look -> look.name().equals(arm))
                .findFirst()
                .orElseThrow();
    }

    /** A figure and the ends of its interval, where it has one. */
    static DoubleStream extent(dev.taximeter.summary.Figure figure) {
        Interval interval = figure.interval();
        return interval == null
                ? DoubleStream.of(figure.value())
                : DoubleStream.of(figure.value(), interval.low(), interval.high());
    }
}
