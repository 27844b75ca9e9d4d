package dev.taximeter.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.cost.Machine;
import dev.taximeter.cost.ProvisionedUnits;
import dev.taximeter.cost.Supply;
import dev.taximeter.cost.Volume;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;

class CostFiguresTest {
    private static final Supply.Metered AZURE = new Supply.Metered(new BigDecimal("0.000998"));
    private static final Supply.Metered CLAUDE = new Supply.Metered(new BigDecimal("0.0009041"));

    // 0.1 USD · 730 h = 73 USD a month
    private static final Supply.Owned NLU =
            new Supply.Owned(new Machine(new BigDecimal("0.1"), BigDecimal.valueOf(50)));

    // 15 units · 0.02 USD · 730 h = 219 USD a month
    private static final Supply.Provisioned UNITS = new Supply.Provisioned(
            new ProvisionedUnits(new BigDecimal("0.02"), 15, 5, BigDecimal.valueOf(2_500), BigDecimal.valueOf(500)),
            AZURE.perRequest());

    @Test
    void aMonthOfEachIsDrawnAndRingsLieWhereItGetsCheaper() {
        Figure month = figure("month", Map.of("azure", AZURE, "nlu", NLU, "PTU for azure", UNITS));

        XYSeries line = month.chart().getSeries("nlu cost");
        assertThat(Math.pow(10, line.getYData()[0])).isCloseTo(73, Offset.offset(1e-6));
        assertThat(ring(month, "nlu meets azure", 0)).isBetween(73 / 0.000998, 73 / 0.000998 * 1.06);
        assertThat(ring(month, "nlu meets azure", 1)).isBetween(73.0, 73 * 1.06);
        assertThat(ring(month, "PTU for azure meets azure", 0)).isBetween(219 / 0.000998, 219 / 0.000998 * 1.06);
        assertThat(month.chart().getSeries("nlu meets PTU for azure")).isNull();
        assertThat(month.keys())
                .extracting(Figure.Key::label)
                .containsExactly("Azure ChatGPT (EMULATED)", "Local NLU", "PTU for azure");
    }

    @Test
    void unitsDoNotStandAgainstThePriceOfAnotherModel() {
        Figure month = figure("month", Map.of("claude", CLAUDE, "PTU for azure", UNITS));
        assertThat(month.chart().getSeries("PTU for azure meets claude")).isNull();
    }

    @Test
    void aHybridMeetsWhatIsPaidByTheRequest() {
        Supply hybrid = new Supply.Mixed(NLU, AZURE, new BigDecimal("0.2"));
        Figure month = figure("month", Map.of("azure", AZURE, "openai", hybrid));
        // 73 USD are four fifths of the requests' price
        double even = 73 / (0.8 * 0.000998);
        assertThat(ring(month, "openai meets azure", 0)).isBetween(even, even * 1.06);
    }

    @Test
    void aTrainingStartsAtItsPriceAndIsPaidBackWhereTheLinesCross() {
        Map<String, Supply> supplies = new LinkedHashMap<>();
        supplies.put("openai", new Supply.Metered(new BigDecimal("0.0007485")));
        supplies.put("azure", AZURE);
        supplies.put("claude", CLAUDE);
        Figure training = figure("training", supplies);

        assertThat(training.chart().getSeries("openai total").getYData()[0]).isEqualTo(2);
        assertThat(training.chart().getSeries("azure total").getYData()[0]).isZero();
        // 2 USD ÷ what each request saves, rounded up
        assertThat(at(training, "openai is paid back against azure", 0)).isEqualTo(Math.ceil(2 / 0.0002495));
        assertThat(at(training, "openai is paid back against claude", 0)).isEqualTo(Math.ceil(2 / 0.0001556));
        assertThat(at(training, "openai is paid back against azure", 1)).isCloseTo(8.0, Offset.offset(0.001));
        assertThat(training.x().max()).isEqualTo(2 * Math.ceil(2 / 0.0001556));
    }

    @Test
    void aTrainingThatSavesNothingHasNoRing() {
        Map<String, Supply> cheap = Map.of("claude", new Supply.Metered(new BigDecimal("0.0001")));
        Figure training = figure("training", cheap);
        assertThat(training.notes()).isEmpty();
        assertThat(training.chart().getSeriesCollection())
                .extracting(XYSeries::getName)
                .containsExactlyInAnyOrder("openai total", "claude total");
    }

    @Test
    void withoutATrainingThereIsNothingToPayBack() {
        List<Picture> pictures = Figures.ofCosts(
                Example.run().summary(), Map.of("openai", CLAUDE, "azure", AZURE), Volume.even(BigDecimal.ONE));
        assertThat(pictures).extracting(Picture::id).doesNotContain("training");
    }

    private static Figure figure(String id, Map<String, Supply> supplies) {
        return (Figure) Figures.ofCosts(Example.tuned().summary(), supplies, Volume.even(BigDecimal.ONE)).stream()
                .filter(picture -> picture.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static double ring(Figure figure, String name, int axis) {
        return Math.pow(10, at(figure, name, axis));
    }

    private static double at(Figure figure, String name, int axis) {
        XYSeries marks = figure.chart().getSeries(name);
        return (axis == 0 ? marks.getXData() : marks.getYData())[0];
    }
}
