package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionsTest {

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "81, 263", "15, 148", "29, 29", "940, 1000"})
    void wilsonOfWholeNumbersIsTheLibrarys(int hits, int n) {
        var expected = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(n, hits, 0.05);
        Interval interval = Proportions.wilson((double) hits / n, n, 0.95);
        assertThat(interval.low()).isCloseTo(expected.getLowerBound(), within(1e-12));
        assertThat(interval.high()).isCloseTo(expected.getUpperBound(), within(1e-12));
    }

    @Test
    void wilsonGivesNewcombesPublishedValues() {
        // Newcombe, Statistics in Medicine 17 (1998), table I: 81/263 → 0.2553 to 0.3662; 0/20 → 0 to 0.1611.
        Interval some = Proportions.wilson(81.0 / 263, 263, 0.95);
        assertThat(some.low()).isCloseTo(0.2553, within(5e-5));
        assertThat(some.high()).isCloseTo(0.3662, within(5e-5));
        Interval none = Proportions.wilson(0, 20, 0.95);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.1611, within(5e-5));
    }

    @Test
    void clopperPearsonGivesNewcombesPublishedValues() {
        // The same table: 81/263 → 0.2527 to 0.3676; 15/148 → 0.0578 to 0.1617.
        Interval some = Proportions.clopperPearson(81, 263, 0.95);
        assertThat(some.low()).isCloseTo(0.2527, within(5e-5));
        assertThat(some.high()).isCloseTo(0.3676, within(5e-5));
        assertThat(Proportions.clopperPearson(0, 10, 0.95).low()).isZero();
        assertThat(Proportions.clopperPearson(10, 10, 0.95).high()).isEqualTo(1);
    }

    /** The fewest trials in which so many failures still show a rate of at most 1 %, with 95 % confidence. */
    @ParameterizedTest
    @CsvSource({"0, 299", "1, 473", "2, 628", "3, 773", "5, 1049", "10, 1693", "20, 2902"})
    void oneSidedLimitsGiveThePublishedSampleSizes(int failures, int n) {
        assertThat(Proportions.clopperPearson(failures, n, 0.9).high()).isLessThanOrEqualTo(0.01);
        assertThat(Proportions.clopperPearson(failures, n - 1, 0.9).high()).isGreaterThan(0.01);
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "81, 263", "15, 148", "29, 29", "940, 1000"})
    void clopperPearsonOfWholeNumbersIsTheLibrarys(int hits, int n) {
        var expected = BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(n, hits, 0.05);
        Interval interval = Proportions.clopperPearson(hits, n, 0.95);
        assertThat(interval.low()).isCloseTo(expected.getLowerBound(), within(1e-9));
        assertThat(interval.high()).isCloseTo(expected.getUpperBound(), within(1e-9));
    }

    @Test
    void mcNemarsTestIsTheLiteralBinomialSum() {
        // Of 15 pairs that differ, 3 or fewer favour one side: 2·(1 + 15 + 105 + 455)/2¹⁵
        assertThat(Proportions.mcNemar(3, 12)).isCloseTo(2 * 576 / 32_768.0, within(1e-9));
        assertThat(Proportions.mcNemar(12, 3)).isCloseTo(2 * 576 / 32_768.0, within(1e-9));
        assertThat(Proportions.mcNemar(4, 4)).isEqualTo(1);
        assertThat(Proportions.mcNemar(0, 0)).isEqualTo(1);
    }

    @Test
    void aPairedDifferenceIsAgrestiAndMins() {
        // 20 pairs favour the one, 10 the other, 70 neither: (20.5 − 10.5)/102 ± 1.96·√((31 − 100/102)/102²)
        double[] differences = new double[100];
        Arrays.fill(differences, 0, 20, 1);
        Arrays.fill(differences, 20, 30, -1);
        double half = 1.959964 * Math.sqrt(31 - 100.0 / 102) / 102;
        Interval interval = Proportions.pairedDifference(differences, 0.95);
        assertThat(interval.low()).isCloseTo(10.0 / 102 - half, within(1e-6));
        assertThat(interval.high()).isCloseTo(10.0 / 102 + half, within(1e-6));
    }

    @Test
    void aFewPairsThatAgreeAreNoCertainty() {
        Interval interval = Proportions.pairedDifference(new double[5], 0.95);
        assertThat(interval.low()).isLessThan(-0.2);
        assertThat(interval.high()).isGreaterThan(0.2);
    }

    @Test
    void unitsThatAllSayTheSameProveNothingOfOthers() {
        Interval drawn = new Interval(0.4, 0.6, 0.95);
        Interval same = new Interval(0.8, 0.8, 0.95);
        assertThat(Proportions.drawnOrWilson(drawn, 0.5, 10, 0.95)).isEqualTo(drawn);
        assertThat(Proportions.drawnOrWilson(same, 0.8, 10, 0.95)).isEqualTo(Proportions.wilson(0.8, 10, 0.95));
        assertThat(Proportions.drawnOrWilson(null, 1, 1, 0.95)).isEqualTo(Proportions.wilson(1, 1, 0.95));
        assertThat(Proportions.drawnOrWilson(null, 1.2, 3, 0.95)).isNull();
    }
}
