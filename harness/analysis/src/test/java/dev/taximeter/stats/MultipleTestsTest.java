package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MultipleTestsTest {
    /** The fifteen p-values of Benjamini and Hochberg (1995), §3.3; they reject four at 5 %, Bonferroni three. */
    private static final double[] PUBLISHED = {
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0000
    };

    @Test
    void benjaminiAndHochbergRejectTheFourOfTheirPaper() {
        double[] adjusted = MultipleTests.benjaminiHochberg(PUBLISHED);
        assertThat(Arrays.stream(adjusted).filter(p -> p <= 0.05).count()).isEqualTo(4);
        assertThat(adjusted[3]).isCloseTo(0.0095 * 15 / 4, within(1e-12));
    }

    @Test
    void holmRejectsThreeOfThem() {
        double[] adjusted = MultipleTests.holm(PUBLISHED);
        assertThat(Arrays.stream(adjusted).filter(p -> p <= 0.05).count()).isEqualTo(3);
    }

    @Test
    void holmsValuesByHandInAnyOrder() {
        // 0.01·4; max of that and 0.02·3 = 0.06; 0.03·2 = 0.06; 0.04·1 is raised to 0.06
        assertThat(MultipleTests.holm(0.04, 0.01, 0.03, 0.02)).containsExactly(0.06, 0.04, 0.06, 0.06);
        assertThat(MultipleTests.holm(0.9, 0.8)).containsExactly(1, 1);
        assertThat(MultipleTests.holm()).isEmpty();
    }

    @Test
    void benjaminisAndHochbergsValuesByHandInAnyOrder() {
        // 0.04·4/4; 0.03·4/3 = 0.04; 0.02·4/2 = 0.04; 0.01·4/1 = 0.04
        double[] adjusted = MultipleTests.benjaminiHochberg(0.04, 0.01, 0.03, 0.02);
        assertThat(adjusted).containsExactly(new double[] {0.04, 0.04, 0.04, 0.04}, within(1e-12));
        assertThat(MultipleTests.benjaminiHochberg()).isEmpty();
    }
}
