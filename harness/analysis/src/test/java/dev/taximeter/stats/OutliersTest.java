package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OutliersTest {

    @Test
    void theFenceLiesInRobustDeviationsAboveTheMedian() {
        double[] sorted = {1, 2, 3, 4, 5, 6, 7, 8, 900};
        // median 5, distances 0 1 1 2 2 3 3 4 895: MAD 2
        assertThat(Outliers.fence(sorted, 10).getAsDouble()).isCloseTo(5 + 10 * 1.4826 * 2, within(1e-9));
    }

    @Test
    void equalValuesHaveNoMeasureOfSpread() {
        assertThat(Outliers.fence(new double[] {5, 5, 5, 5, 90}, 10)).isEmpty();
        assertThat(Outliers.fence(new double[] {5}, 10)).isEmpty();
    }
}
