package dev.taximeter.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.chart.Example;
import dev.taximeter.chart.Figures;
import dev.taximeter.compare.Comparison;
import dev.taximeter.compare.Difference;
import dev.taximeter.compare.Side;
import dev.taximeter.compare.Verdict;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSamples;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.RunSummary;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonReportTest {
    private static final ConsoleReport.Style NARROW = new ConsoleReport.Style(80, false);

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"und", "de-DE", "ru-RU", "tr-TR"})
    void everyFormatSaysTheSameInEveryLocale(String locale) throws IOException {
        Locale.setDefault(Locale.forLanguageTag(locale));
        List<Comparison> comparisons = List.of(comparison(Example.run().summary(), ""));

        Golden.check(
                "comparison-100.txt",
                ComparisonReport.console(comparisons, ConsoleReport.Style.PLAIN, "comparison.html"));
        Golden.check("comparison-80.txt", ComparisonReport.console(comparisons, NARROW, "comparison.html"));
        Golden.check("comparison.md", ComparisonReport.markdown(comparisons));
        Golden.check("comparison.json", ComparisonJson.of(comparisons));
    }

    @Test
    void aRefusalSaysWhyInEveryFormat() {
        RunSummary summary = Example.run().summary();
        Comparison refused = new Comparison(
                side(summary, 0),
                side(summary, 1),
                List.of(),
                List.of(),
                null,
                new Verdict.NotComparable(List.of("the task differs")),
                List.of("B against A is no comparison: the task differs."));
        List<Comparison> comparisons = List.of(refused);

        assertThat(ComparisonReport.console(comparisons, NARROW, "")).contains("no comparison: the task differs.");
        assertThat(ComparisonReport.markdown(comparisons)).contains("no comparison: the task differs.");
        assertThat(ComparisonReport.html(comparisons)).contains("no comparison: the task differs.");
        assertThat(ComparisonJson.of(comparisons)).contains("\"NotComparable\"", "\"the task differs\"");
    }

    @Test
    void textOfOthersStaysText() {
        String hostile = "<script>alert(1)</script>|`x`";
        List<Comparison> comparisons =
                List.of(comparison(Example.hostile(hostile).summary(), hostile));

        assertThat(ComparisonReport.html(comparisons))
                .doesNotContain("<script>")
                .contains("default-src");
        assertThat(ComparisonReport.markdown(comparisons)).doesNotContain("<script>");
    }

    @Test
    void hillsOfTwoSidesShareOneFloor() {
        Example example = Example.run();
        var looks = dev.taximeter.chart.ArmLook.of(example.summary());
        var figure = (dev.taximeter.chart.Figure)
                Figures.ofSides(looks, example.series()).getFirst();

        assertThat(figure.chart().getSeries("openai density").getYMin())
                .isEqualTo(figure.chart().getSeries("nlu density").getYMin());
        assertThat(figure.keys()).hasSize(4);
    }

    private static Comparison comparison(RunSummary summary, String hostile) {
        Interval third = new Interval(0.29, 0.32, 0.95);
        Interval about = new Interval(0.81, 1.24, 0.95);
        Interval points = new Interval(-0.031, 0.012, 0.95);
        return new Comparison(
                side(summary, 0),
                side(summary, 1),
                List.of("the sides were measured at different times" + hostile),
                List.of(
                        new Difference(
                                "response.p50",
                                "Response time, p50",
                                Difference.Unit.NANOS,
                                new Figure(2.4e9, null, 1_000),
                                new Figure(7.27e8, null, 1_000),
                                new Figure(0.303, third, 1_000),
                                0.000012,
                                new Verdict.Improved(third),
                                null),
                        new Difference(
                                "response.p99",
                                "Response time, p99",
                                Difference.Unit.NANOS,
                                new Figure(9.1e9, null, 1_000),
                                new Figure(9.2e9, null, 1_000),
                                new Figure(1.011, about, 1_000),
                                0.88,
                                new Verdict.NoEvidence("the interval reaches across the tolerance"),
                                27_400L),
                        new Difference(
                                "accuracy",
                                "Right answers",
                                Difference.Unit.SHARE,
                                new Figure(0.881, null, 180),
                                new Figure(0.872, null, 180),
                                new Figure(-0.009, points, 180),
                                0.6,
                                new Verdict.NoEvidence("the interval reaches across the tolerance"),
                                null)),
                0.87,
                new Verdict.Improved(third),
                List.of("Azure against OpenAI is better: Response time, p50 is 0.30 times the other's." + hostile));
    }

    private static Side side(RunSummary summary, int arm) {
        return new Side(summary, summary.arms().get(arm), new ArmSamples(List.of()));
    }
}
