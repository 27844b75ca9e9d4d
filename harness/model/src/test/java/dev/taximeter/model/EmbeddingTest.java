package dev.taximeter.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {

    @Test
    void numbersComeBackAsTheyWent() {
        float[] numbers = {1, -0.5f, Float.MIN_VALUE};
        assertThat(Embedding.of(numbers).numbers()).containsExactly(numbers);
        assertThat(Embedding.of(numbers)).isEqualTo(Embedding.of(numbers));
    }

    /** The bytes of 1.0 in IEEE 754 are 3f 80 00 00; little-endian they are base64's AACAPw. */
    @Test
    void theyAreWrittenAsOpenAiWritesThem() {
        assertThat(Embedding.of(new float[] {1}).base64()).isEqualTo("AACAPw==");
        assertThat(Embedding.read("AACAPw==")).contains(Embedding.of(new float[] {1}));
    }

    /** Nothing; no base64; five bytes; not a number; infinity. */
    @ParameterizedTest
    @ValueSource(strings = {"", "pay_bill", "AACAPwA=", "AADAfw==", "AACAfw=="})
    void whatHoldsNoVectorIsNone(String text) {
        assertThat(Embedding.read(text)).isEmpty();
    }
}
