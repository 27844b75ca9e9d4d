package dev.taximeter.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.summary.Warning;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void aNumberKeepsItsUnit() {
        assertThat(Words.glued("3.4 times (95 % interval 1.2 ms to 3 s), 0.2 USD, 5 steps, n 7"))
                .isEqualTo("3.4 times (95\u00a0% interval 1.2\u00a0ms to 3\u00a0s), 0.2\u00a0USD, 5 steps, n 7");
    }

    @Test
    void aPValueIsNeverBroken() {
        assertThat(Words.glued("up < 3, +9.9 % (p < 0.001), McNemar p = 0.62, n=5"))
                .isEqualTo("up < 3, +9.9\u00a0% (p\u00a0<\u00a00.001), McNemar p\u00a0=\u00a00.62, n=5");
    }

    @Test
    void warningsOfOneKindShareTheirNextStep() {
        Warning first = new Warning(Warning.Kind.OUTLIERS, "a", "1 of 5", "look");
        Warning second = new Warning(Warning.Kind.OUTLIERS, "b", "2 of 5", "look");
        Warning other = new Warning(Warning.Kind.OUTLIERS, "c", "3 of 5", "wait");
        Warning another = new Warning(Warning.Kind.NO_PRICE, "a", "no price", "look");
        assertThat(Words.groups(List.of(first, other, second, another)))
                .containsExactly(List.of(first, second), List.of(other), List.of(another));
        assertThat(Words.groups(List.of())).isEmpty();
    }
}
