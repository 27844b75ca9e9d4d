package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.cost.Volume;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaysTest {

    @Test
    void anOfficeAsksMostOfItsRequestsInTenHours() {
        Volume office = Days.volume(1_000, "office");
        assertThat(office.hourShares().get(9).doubleValue()).isEqualTo(20 / 214.0, within(1e-12));
        assertThat(office.hourShares().get(3).doubleValue()).isEqualTo(1 / 214.0, within(1e-12));
        assertThat(office.busiestPerSecond().doubleValue())
                .isGreaterThan(Days.volume(1_000, "even").busiestPerSecond().doubleValue());
    }

    @Test
    void twentyFourWeightsAreADay() {
        String nights = String.join(",", Collections.nCopies(23, "0")) + ",2.5";
        assertThat(Days.volume(10, nights).hourShares().get(23)).isEqualByComparingTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"weekend", "1,2,3", "0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0"})
    void anythingElseIsAMistake(String shape) {
        assertThatThrownBy(() -> Days.volume(1, shape))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected even, office, or 24 weights");
    }
}
