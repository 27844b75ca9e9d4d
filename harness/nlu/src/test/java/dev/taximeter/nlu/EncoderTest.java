package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EncoderTest {
    private static Encoder encoder;

    @BeforeAll
    static void open() throws IOException {
        encoder = Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 1);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void aSentenceHasTheLengthOne() {
        float[] vector = encoder.encode("how much money do i have").sentence();
        assertThat(vector).hasSize(Encoder.DIMENSIONS);
        assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Test
    void sentencesOfLikeMeaningLieCloserThanOthers() {
        float[] balance = encoder.encode("how much money is in my account").sentence();
        float[] alike = encoder.encode("what is my bank balance").sentence();
        float[] other = encoder.encode("the tyre of my car is flat").sentence();
        assertThat(dot(balance, alike)).isGreaterThan(dot(balance, other) + 0.3);
    }

    @Test
    void everyPieceHasAVectorAndTheirMeanPointsWhereTheSentenceDoes() {
        Encoding encoding = encoder.encode("block my card");
        assertThat(encoding.pieceCount()).isEqualTo(5);
        float[] sum = new float[Encoder.DIMENSIONS];
        for (int i = 0; i < encoding.pieceCount(); i++) {
            float[] piece = encoding.piece(i);
            for (int d = 0; d < sum.length; d++) {
                sum[d] += piece[d];
            }
        }
        assertThat(dot(sum, encoding.sentence()) / Math.sqrt(dot(sum, sum))).isCloseTo(1, within(1e-5));
    }

    @Test
    void featuresAreTheSentenceAndTheScaledMaximumOfItsPieces() {
        Encoding encoding = encoder.encode("block my card");
        float[] features = encoding.features();
        float[] greatest = encoding.piece(0);
        for (int i = 1; i < encoding.pieceCount(); i++) {
            for (int d = 0; d < greatest.length; d++) {
                greatest[d] = Math.max(greatest[d], encoding.piece(i)[d]);
            }
        }
        float[] second = Arrays.copyOfRange(features, Encoder.DIMENSIONS, Encoder.FEATURES);
        assertThat(Arrays.copyOf(features, Encoder.DIMENSIONS)).isEqualTo(encoding.sentence());
        assertThat(dot(second, second)).isCloseTo(1, within(1e-5));
        assertThat(dot(second, greatest) / Math.sqrt(dot(greatest, greatest))).isCloseTo(1, within(1e-5));
    }

    @Test
    void emptyAndEndlessTextsAreEncoded() {
        assertThat(encoder.encode("").pieceCount()).isEqualTo(2);
        assertThat(encoder.encode("word ".repeat(1000)).pieceCount()).isEqualTo(WordPiece.PIECE_LIMIT);
    }

    @Test
    void manyTextsAtOnceGiveTheVectorsOfSingleOnesInOrder() throws InterruptedException {
        List<String> texts = List.of("where is my food", "", "open the door", "i lost my card", "check the tyres");
        float[] together = encoder.features(texts, 3);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(Arrays.copyOfRange(together, i * Encoder.FEATURES, (i + 1) * Encoder.FEATURES))
                    .isEqualTo(encoder.encode(texts.get(i)).features());
        }
    }

    @Test
    void aClosedEncoderSaysSoAndMayBeClosedAgain() throws IOException {
        Encoder closed = Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 2);
        closed.encode("hello");
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.encode("hello"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the encoder is closed");
    }

    @Test
    void anUnknownEncoderOrNoThreadIsRefused() {
        assertThatThrownBy(() -> Encoder.open("bert-large", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown encoder 'bert-large'; there is all-minilm-l6-v2-q");
        assertThatThrownBy(() -> Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 thread");
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (double) a[d] * b[d];
        }
        return sum;
    }
}
