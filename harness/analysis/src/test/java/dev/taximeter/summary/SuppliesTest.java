package dev.taximeter.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.cost.Supply;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class SuppliesTest {

    @Test
    void anArmByTheTokenIsMeteredAndOneWithoutACostIsAbsent() {
        RunSummary summary = new TestRun()
                .arm("vendor", "Vendor", "openai", "profile")
                .arm("unknown", "Unknown", "openai", "profile")
                .costs("vendor", "0.002")
                .summary();
        assertThat(Supplies.of(summary)).containsOnlyKeys("vendor");
        assertThat(Supplies.of(summary).get("vendor"))
                .isInstanceOfSatisfying(
                        Supply.Metered.class,
                        metered -> assertThat(metered.perRequest()).isEqualByComparingTo(new BigDecimal("0.002")));
    }
}
