package dev.taximeter.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.stats.Interval;
import java.math.BigDecimal;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final String T = Numbers.THIN;

    @Test
    void aRoundDurationIsOneOfItsOwnUnit() {
        assertThat(Numbers.tick(1e6)).isEqualTo("1" + Numbers.THIN + "ms");
        assertThat(Numbers.tick(1e9)).isEqualTo("1" + Numbers.THIN + "s");
    }

    @Test
    void oneUnitFitsAllNumbersOfAGroup() {
        assertThat(Numbers.unitFor(DoubleStream.of(5.1e6, 2.8e9))).isEqualTo(Numbers.Unit.MILLISECONDS);
        assertThat(Numbers.unitFor(DoubleStream.of(1.1e9, 2.8e9))).isEqualTo(Numbers.Unit.SECONDS);
        assertThat(Numbers.unitFor(DoubleStream.of(20e3, 90e3))).isEqualTo(Numbers.Unit.MICROSECONDS);
        assertThat(Numbers.unitFor(DoubleStream.of(0.2e6, 6.3e9))).isEqualTo(Numbers.Unit.MILLISECONDS);
        assertThat(Numbers.unitFor(DoubleStream.empty())).isEqualTo(Numbers.Unit.MILLISECONDS);
    }

    @Test
    void numbersHaveThreeSignificantDigitsAndThinThousands() {
        assertThat(Numbers.number(5.1234)).isEqualTo("5.12");
        assertThat(Numbers.number(84.26)).isEqualTo("84.3");
        assertThat(Numbers.number(412.4)).isEqualTo("412");
        assertThat(Numbers.number(1234567)).isEqualTo("1" + T + "234" + T + "567");
        assertThat(Numbers.number(0.01234)).isEqualTo("0.0123");
        assertThat(Numbers.number(-3)).isEqualTo("−3.00");
        assertThat(Numbers.number(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.number(Double.POSITIVE_INFINITY)).isEqualTo("∞");
    }

    @Test
    void smallMoneyKeepsItsDigits() {
        assertThat(Numbers.money(new BigDecimal("0.0000123"), "USD")).isEqualTo("0.0000123 USD");
        assertThat(Numbers.money(new BigDecimal("0.00001234567"))).isEqualTo("0.0000123");
        assertThat(Numbers.money(new BigDecimal("12.3456"))).isEqualTo("12.35");
        assertThat(Numbers.money(new BigDecimal("0.5"))).isEqualTo("0.50");
        assertThat(Numbers.money(new BigDecimal("1E+4"))).isEqualTo("10" + T + "000.00");
        assertThat(Numbers.money(BigDecimal.ZERO)).isEqualTo("0");
    }

    @Test
    void percentagesGetDigitsNearTheirEnds() {
        assertThat(Numbers.percent(0.8812)).isEqualTo("88.1" + T + "%");
        assertThat(Numbers.percent(0.9995)).isEqualTo("99.950" + T + "%");
        assertThat(Numbers.percent(1)).isEqualTo("100" + T + "%");
        assertThat(Numbers.percent(0)).isEqualTo("0" + T + "%");
    }

    @Test
    void intervalsMayBeOpen() {
        Interval interval = new Interval(398, Double.POSITIVE_INFINITY, 0.95);
        assertThat(Numbers.interval(interval, Numbers::number)).isEqualTo("[398 … ∞]");
    }
}
