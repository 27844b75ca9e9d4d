package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedBlocksTest {
    /** Student, "The Probable Error of a Mean", Biometrika 6 (1908): hours of sleep gained, second drug less first. */
    private static final PairedBlocks SLEEP = new PairedBlocks(1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4);

    @Test
    void studentsOwnExampleGivesThePublishedValues() {
        // t = 4.0621 with 9 degrees of freedom: p = 0.002833, mean 1.58, 95 % interval 0.7001 to 2.4599
        assertThat(SLEEP.studentP().getAsDouble()).isCloseTo(0.002833, within(1e-6));
        Interval ratio = SLEEP.ratio(0.95);
        assertThat(ratio).isNotNull();
        assertThat(Math.log(ratio.low())).isCloseTo(0.7001, within(1e-4));
        assertThat(Math.log(ratio.high())).isCloseTo(2.4599, within(1e-4));
    }

    @Test
    void wilcoxonsSmallestPValueIsThatOfAllSignsAlike() {
        PairedBlocks blocks = new PairedBlocks(0.11, 0.2, 0.3, 0.41, 0.52, 0.63);
        assertThat(blocks.wilcoxonP().getAsDouble()).isCloseTo(2.0 / 64, within(1e-9));
    }

    @Test
    void fewBlocksOrNoSpreadDecideNothing() {
        assertThat(new PairedBlocks(0.1, 0.2, 0.1, 0.2).studentP()).isEmpty();
        assertThat(new PairedBlocks(0.1, 0.2, 0.1, 0.2).ratio(0.95)).isNull();
        assertThat(new PairedBlocks(0.1, 0.1, 0.1, 0.1, 0.1).wilcoxonP()).isEmpty();
    }

    @Test
    void aBlockCountsOnlyWhereItKnowsTheQuantile() {
        SplittableRandom random = new SplittableRandom(1);
        Blocks ten = Blocks.of(Draws.lognormal(random, 10, 1), Draws.lognormal(random, 9, 1), new double[0]);
        assertThat(PairedBlocks.of(ten, ten, 0.5).count()).isEqualTo(1);
        assertThat(PairedBlocks.of(ten, ten, 0.9).count()).isZero();
    }
}
