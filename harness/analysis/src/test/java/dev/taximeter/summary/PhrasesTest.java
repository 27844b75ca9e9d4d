package dev.taximeter.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0 ns",
                "850|850 ns",
                "93210|93.2 µs",
                "411600000|412 ms",
                "999600000|1 s",
                "1240000000|1.24 s",
                "61000000000|61 s",
                "-1500000|-1.5 ms"
            })
    void durationsTakeTheUnitThatSuitsThem(double nanos, String words) {
        assertThat(Phrases.duration(nanos)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0 %", "1|100 %", "0.05|5 %", "0.942|94.2 %", "0.00042|0.042 %", "0.9999|100.0 %", "2.5|250 %"})
    void ratiosBecomePercentages(double ratio, String words) {
        assertThat(Phrases.percent(ratio)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"-0.064|−6.4", "-0.05|−5", "-0.0004|−0.04", "-0.0|0", "0.064|6.4"})
    void negativePointsHaveAMinusSign(double ratio, String words) {
        assertThat(Phrases.points(ratio)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3.3|3.1|3.5|3.3",
                "1.02|0.97|1.08|1.02",
                "3.3|3.29|3.31|3.30",
                "1030|1000|1060|1,030",
                "25.4|22|29|25"
            })
    void factorsTakeTheDigitsThatTheirIntervalDeserves(double value, double low, double high, String words) {
        assertThat(Phrases.factor(value, low, high)).isEqualTo(words);
    }

    @Test
    void theMachinesLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Phrases.count(1_234_567)).isEqualTo("1,234,567");
            assertThat(Phrases.significant(0.012345)).isEqualTo("0.0123");
            assertThat(Phrases.significant(12_345)).isEqualTo("12,300");
            assertThat(Phrases.percent(0.0123)).isEqualTo("1.2 %");
        } finally {
            Locale.setDefault(before);
        }
    }
}
