package dev.taximeter.chart;

import dev.taximeter.summary.ArmSeries;
import dev.taximeter.summary.RunSummary;
import java.util.List;
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
}
