package dev.taximeter.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.taximeter.model.Metric;
import dev.taximeter.summary.ArmSeries;
import dev.taximeter.summary.Percentile;
import java.awt.GraphicsEnvironment;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;

class FiguresTest {
    private final Example example = Example.run();
    private final List<Picture> pictures = Figures.of(example.summary(), example.series());

    private Figure figure(String id) {
        return (Figure)
                pictures.stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
    }

    private XYSeries series(String figure, String name) {
        return figure(figure).chart().getSeries(name);
    }

    @Test
    void thePercentileLineGoesThroughTheNearestRanks() {
        XYSeries body = series("percentiles", "openai body");
        List<Long> sorted = example.series().getFirst().sortedResponseNanos();
        for (int i = 0; i < body.getXData().length; i++) {
            double p = 1 - Math.pow(10, -body.getXData()[i]);
            int rank = Math.max(1, (int) Math.ceil(sorted.size() * p - 1e-9));
            assertThat(Math.pow(10, body.getYData()[i])).isCloseTo(sorted.get(rank - 1), Offset.offset(10.0));
        }
    }

    @Test
    void thePercentileLineIsFullOnlyWhereTenValuesLieBeyond() {
        assertThat(series("percentiles", "nlu body").getXMax()).isCloseTo(2, Offset.offset(1e-9));
        assertThat(series("percentiles", "nlu tail").getXMin()).isCloseTo(2, Offset.offset(1e-9));
        assertThat(series("percentiles", "nlu tail").getXMax()).isCloseTo(3, Offset.offset(1e-9));
    }

    @Test
    void theHillIsHighestNearTheMedianAndStaysInItsLane() {
        XYSeries hill = series("distribution", "nlu density");
        double[] y = hill.getYData();
        int peak = IntStream.range(0, y.length)
                .reduce((a, b) -> y[a] >= y[b] ? a : b)
                .orElseThrow();
        double median = Math.log10(5.1e6);
        assertThat(hill.getXData()[peak]).isCloseTo(median, Offset.offset(0.08));
        assertThat(y[peak]).isLessThan(1);
        assertThat(hill.getYMin()).isPositive();
    }

    @Test
    void theWhiskersAreTheIntervalsOfTheSummary() {
        var p99 = example.summary().arms().get(1).percentile(Metric.RESPONSE, Percentile.P99);
        double[] whisker = series("intervals", "azure p99 interval").getXData();
        assertThat(Math.pow(10, whisker[0])).isCloseTo(p99.interval().low(), Offset.offset(10.0));
        assertThat(Math.pow(10, whisker[1])).isCloseTo(p99.interval().high(), Offset.offset(10.0));
    }

    @Test
    void theFrontierIsWhoNobodyBeats() {
        assertThat(series("frontier", "nlu frontier")).isNotNull();
        assertThat(series("frontier", "openai frontier")).isNull();
        assertThat(Math.pow(10, series("frontier", "nlu").getXData()[0])).isCloseTo(0.0000887, Offset.offset(1e-9));
    }

    @Test
    void theTimelineKeepsTheSlowestAndAllErrors() {
        XYSeries dots = series("timeline", "openai answers");
        long slowest = example.series().getFirst().sortedResponseNanos().getLast();
        assertThat(Math.pow(10, dots.getYMax())).isCloseTo(slowest, Offset.offset(20.0));
        assertThat(dots.getXData()).hasSizeLessThan(320);
        assertThat(series("timeline", "openai errors").getXData()).hasSize(8);
    }

    @Test
    void nothingLiesOutsideItsAxes() {
        for (Picture picture : pictures) {
            Figure figure = (Figure) picture;
            for (XYSeries series : figure.chart().getSeriesCollection()) {
                assertThat(series.getXMin()).isGreaterThanOrEqualTo(figure.x().min());
                assertThat(series.getXMax()).isLessThanOrEqualTo(figure.x().max());
                assertThat(series.getYMin()).isGreaterThanOrEqualTo(figure.y().min());
                assertThat(series.getYMax()).isLessThanOrEqualTo(figure.y().max());
            }
        }
    }

    @Test
    void ourAxesAgreeWithXChartsPlaces() {
        Figure figure = figure("percentiles");
        figure.svgForPage(Figure.Format.WIDE);
        double left = figure.chart().getScreenXFromChart(figure.x().min());
        double right = figure.chart().getScreenXFromChart(figure.x().max());
        assertThat(left).isCloseTo(0, Offset.offset(1.5));
        assertThat(right).isCloseTo(figure.chart().getWidth(), Offset.offset(1.5));
    }

    @Test
    void emulatedArmsAreMarkedInEveryPicture() {
        for (Picture picture : pictures) {
            String svg = ((Figure) picture).svgFile();
            assertThat(svg).contains("ChatGPT (EMULATED)").contains("Local NLU").doesNotContain("Local NLU (EMULATED)");
        }
    }

    @Test
    void aDashedLineIsOnePathSoThatItsDashesShow() {
        for (Figure.Format format : Figure.Format.values()) {
            String svg = figure("percentiles").svgForPage(format);
            assertThat(svg.split("stroke-dasharray", -1)).as(format.name()).hasSize(1 + 4);
        }
    }

    @Test
    void wordsStayInsideThePictureOnAPhone() {
        Pattern ending = Pattern.compile("<text x=\"([-0-9.]+)\"[^>]*text-anchor=\"end\"[^>]*>p50 ([^<]+)<");
        assertThat(ending.matcher(figure("intervals").svgForPage(Figure.Format.NARROW))
                        .results())
                .hasSize(4)
                .allSatisfy(words -> assertThat(Double.parseDouble(words.group(1)))
                        .isGreaterThan(("p50 " + words.group(2)).length() * 6));
    }

    @Test
    void medianAndTailOfAnArmAreWrittenApartOnAPhone() {
        String svg = figure("intervals").svgForPage(Figure.Format.NARROW);
        List<Double> medianEnds = xOf(svg, "p50");
        List<Double> tailStarts = xOf(svg, "p99");
        assertThat(medianEnds).hasSize(4);
        assertThat(tailStarts).hasSize(4);
        for (int arm = 0; arm < 4; arm++) {
            assertThat(tailStarts.get(arm)).isGreaterThan(medianEnds.get(arm) + 3);
        }
    }

    private static List<Double> xOf(String svg, String words) {
        return Pattern.compile("<text x=\"([-0-9.]+)\"[^>]*>" + words + " ")
                .matcher(svg)
                .results()
                .map(found -> Double.parseDouble(found.group(1)))
                .toList();
    }

    @Test
    void widenedAxesHaveTicksUpToTheirEnds() {
        Axis axis = Axis.logarithmic("", 5e6, 5e9, 0.3, Numbers::tick);
        assertThat(axis.ticks().getFirst().at() - axis.min()).isLessThan(0.53);
        assertThat(axis.max() - axis.ticks().getLast().at()).isLessThan(0.53);
    }

    @Test
    void withoutDataThePictureSaysWhy() {
        Example bare = Example.bare();
        List<Picture> none = Figures.of(bare.summary(), List.of());
        assertThat(none.get(0)).isInstanceOf(Picture.Missing.class);
        assertThat(none.get(3))
                .isInstanceOfSatisfying(
                        Picture.Missing.class,
                        missing -> assertThat(missing.reason()).contains("cost"));
    }

    @Test
    void equalValuesAndSingleValuesAreDrawn() {
        List<Long> same =
                LongStream.generate(() -> 5_000_000L).limit(50).boxed().toList();
        ArmSeries constant = new ArmSeries("nlu", same, List.of(), List.of(new ArmSeries.Point(0, 5_000_000L, true)));
        for (Picture picture : Figures.of(example.summary(), List.of(constant))) {
            assertThat(((Figure) picture).svgFile()).doesNotContain("NaN");
        }
    }

    @Test
    void aPngHasTwiceTheSize() throws Exception {
        assumeThat(hasFonts())
                .as("this machine has no font, so that no PNG can be drawn")
                .isTrue();
        var image = ImageIO.read(new ByteArrayInputStream(figure("percentiles").png()));
        assertThat(image.getWidth()).isEqualTo(1840);
        assertThat(image.getHeight()).isEqualTo(840);
    }

    /** A JVM without fontconfig or fonts throws an error or an exception, or names none. */
    private static boolean hasFonts() {
        try {
            return GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length > 0;
        } catch (RuntimeException | LinkageError | InternalError e) {
            return false;
        }
    }

    @Test
    void theBarsOfJsonFillTheWholeFromLeftToRight() {
        Example json = Example.json();
        Figure figure = (Figure) Figures.of(json.summary(), json.series()).stream()
                .filter(picture -> picture.id().equals("soundness"))
                .findFirst()
                .orElseThrow();
        XYSeries valid = figure.chart().getSeries("openai VALID");
        XYSeries repaired = figure.chart().getSeries("openai REPAIRED");
        XYSeries none = figure.chart().getSeries("openai NOT_JSON");
        assertThat(valid.getXData()).containsExactly(0, 0.5, 0.5, 0);
        assertThat(repaired.getXData()).containsExactly(0.5, 0.75, 0.75, 0.5);
        assertThat(none.getXData()).containsExactly(0.875, 1, 1, 0.875);
    }

    @Test
    void runsWithoutJsonHaveNoSuchPicture() {
        Example run = Example.run();
        assertThat(Figures.of(run.summary(), run.series()))
                .noneMatch(picture -> picture.id().equals("soundness"));
    }

    @Test
    void aMachinesCostFallsWithItsUtilisationAndCrossesWhatAVendorAsks() {
        XYSeries own = series("utilisation", "nlu");
        XYSeries vendor = series("utilisation", "openai");
        // A tenth of the use is ten times the cost.
        assertThat(own.getYData()[0] - own.getYData()[1]).isCloseTo(3, Offset.offset(1e-9));
        assertThat(vendor.getYData()[0]).isCloseTo(Math.log10(0.7485), Offset.offset(1e-9));
        assertThat(vendor.getYData()[1]).isEqualTo(vendor.getYData()[0]);
    }
}
