package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageIndexTest {
    private static final List<String> PASSAGES = List.of(
            "The pool on the roof is open from seven.",
            "Dogs are welcome for twelve euros a night.",
            "Breakfast is served in the winter garden.");

    @Test
    void theNearestPassageComesFirst() throws IOException {
        try (Encoder encoder = Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 1)) {
            PassageIndex index = new PassageIndex(encoder, PASSAGES);
            assertThat(index.nearest("can I bring my poodle", 1)).containsExactly(PASSAGES.get(1));
            assertThat(index.nearest("where may I swim", 2)).hasSize(2).startsWith(PASSAGES.getFirst());
            assertThat(index.nearest("what is there to eat in the morning", 9))
                    .hasSize(3)
                    .startsWith(PASSAGES.getLast());
        }
    }

    @Test
    void cosinesNeedNoUnitLength() {
        assertThat(Cosines.between(new float[] {3, 0}, new float[] {5, 0})).isCloseTo(1, within(1e-9));
        assertThat(Cosines.between(new float[] {1, 1}, new float[] {-2, -2})).isCloseTo(-1, within(1e-9));
        assertThat(Cosines.between(new float[] {0, 0}, new float[] {1, 2})).isZero();
    }
}
