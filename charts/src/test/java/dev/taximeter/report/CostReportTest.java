package dev.taximeter.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.chart.Example;
import dev.taximeter.chart.Picture;
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

    private static final Map<String, Supply> PROVISIONED = Map.of(
            "PTU for azure",
            new Supply.Provisioned(
                    new ProvisionedUnits(
                            new BigDecimal("0.02"), 15, 5, BigDecimal.valueOf(2_500), BigDecimal.valueOf(500)),
                    new BigDecimal("0.0009980")));

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

    @Test
    void thePageSaysWhatTheConsoleSaysAndDrawsIt() {
        Example example = Example.tuned();
        Page page = CostReport.page(example.summary(), example.verdict(), MONTH, PROVISIONED);
        String console = text(example).replaceAll("\\s+", " ");
        Page.Section meet = page.sections().getFirst();

        assertThat(meet.lines())
                .hasSizeGreaterThan(8)
                .allSatisfy(line -> assertThat(console).contains(line.replaceAll("\\s+", " ")));
        assertThat(meet.pictures()).extracting(Picture::id).containsExactly("month", "training", "utilisation");
        assertThat(page.sections().get(1).grids())
                .hasSize(3)
                .allSatisfy(grid -> assertThat(grid.rows())
                        .isNotEmpty()
                        .allSatisfy(row -> assertThat(row).hasSameSizeAs(grid.header())));
        assertThat(HtmlPage.of(page)).contains("PTU for azure", "ChatGPT (EMULATED)", "<svg");
    }

    @Test
    void aPageOfArmsWithoutAPriceHasNoPictures() {
        Example bare = Example.bare();
        Page page = CostReport.page(bare.summary(), bare.verdict(), MONTH, Map.of());

        assertThat(page.sections()).allSatisfy(section -> {
            assertThat(section.pictures()).isEmpty();
            assertThat(section.grids()).isEmpty();
        });
        assertThat(HtmlPage.of(page)).contains("no cost: no price for");
    }

    @Test
    void aPageHoldsTextOfOthersAsText() {
        Example hostile = Example.hostile("<script>x</script>\u202e");
        assertThat(HtmlPage.of(CostReport.page(hostile.summary(), hostile.verdict(), MONTH, PROVISIONED)))
                .doesNotContain("<script>x", "\u202e");
    }

    private static String text(Example example) {
        return CostReport.console(example.summary(), example.verdict(), MONTH, PROVISIONED, Style.PLAIN);
    }
}
