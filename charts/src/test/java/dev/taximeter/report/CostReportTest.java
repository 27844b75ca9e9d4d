package dev.taximeter.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.chart.Example;
import dev.taximeter.cost.ProvisionedUnits;
import dev.taximeter.cost.Supply;
import dev.taximeter.cost.Volume;
import dev.taximeter.report.ConsoleReport.Style;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostReportTest {
    private static final Volume MONTH = Volume.even(BigDecimal.valueOf(1_000_000));

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "de", "ru", "tr"})
    void costsAtOtherVolumesAreTheSameInEveryLocale(String language) throws IOException {
        Locale.setDefault(Locale.of(language));
        Golden.check("cost.txt", text(Example.run()));
    }

    @Test
    void armsWithoutAPriceSaySoAndAreNotCompared() {
        assertThat(text(Example.bare()).replaceAll("\\s+", " "))
                .contains("no cost: no price for")
                .doesNotContain("What each costs");
    }

    @Test
    void textOfOthersCannotSteerTheTerminal() {
        assertThat(text(Example.hostile("\u001b[31m\u202e"))).doesNotContain("\u001b", "\u202e");
    }

    private static String text(Example example) {
        Supply units = new Supply.Provisioned(
                new ProvisionedUnits(new BigDecimal("0.02"), 15, 5, BigDecimal.valueOf(2_500), BigDecimal.valueOf(500)),
                new BigDecimal("0.0009980"));
        return CostReport.console(
                example.summary(), example.verdict(), MONTH, Map.of("PTU for azure", units), Style.PLAIN);
    }
}
