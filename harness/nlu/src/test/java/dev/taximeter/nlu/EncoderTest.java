package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.LabelledUtterance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(vector).hasSize(encoder.dimensions());
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
        float[] sum = new float[encoder.dimensions()];
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
        float[] second = Arrays.copyOfRange(features, encoder.dimensions(), features.length);
        assertThat(Arrays.copyOf(features, encoder.dimensions())).isEqualTo(encoding.sentence());
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
        EncodedUtterances together = EncodedUtterances.of(
                encoder,
                texts.stream().map(text -> new LabelledUtterance(text, "any")).toList(),
                true);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(together.features(i))
                    .isEqualTo(encoder.encode(texts.get(i)).features());
            assertThat(together.tokenVectors(i))
                    .isEqualTo(encoder.encode(Token.of(texts.get(i))).vectors());
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
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("there is no encoder 'bert-large': neither all-minilm-l6-v2-q");
        assertThatThrownBy(() -> Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 thread");
    }

    @Test
    void anEncoderInAFolderAJarOrAFileIsTheSameAsTheBuiltInOne(@TempDir Path folder) throws IOException {
        String name = Encoder.ALL_MINILM_L6_V2_Q;
        EncoderSource source = EncoderSource.find(name);
        Path onnx = Files.write(folder.resolve(name + ".onnx"), source.network());
        Files.write(folder.resolve("tokenizer.json"), source.tokenizer());
        Path jar = folder.resolve("encoder.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Path file : List.of(onnx, folder.resolve("tokenizer.json"))) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                zip.write(Files.readAllBytes(file));
            }
        }
        float[] expected = encoder.encode("where is my food").features();
        for (Path path : List.of(folder, onnx, jar)) {
            try (Encoder other = Encoder.open(path.toString(), 1)) {
                assertThat(other.name()).as("%s", path).isEqualTo(name);
                assertThat(other.sha256()).isEqualTo(encoder.sha256());
                assertThat(other.encode("where is my food").features()).isEqualTo(expected);
            }
        }
    }

    @Test
    void aFolderWithoutAnEncoderOrWithAnotherTokenizerIsExplained(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Encoder.open(folder.toString(), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 0 files that end in .onnx");
        Files.write(folder.resolve("a.onnx"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"type\": \"Unigram\", \"vocab\": []}}");
        assertThatThrownBy(() -> Encoder.open(folder.toString(), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not uncased BERT's");
        Files.write(
                folder.resolve("tokenizer.json"),
                EncoderSource.find(Encoder.ALL_MINILM_L6_V2_Q).tokenizer());
        assertThatThrownBy(() -> Encoder.open(folder.toString(), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ONNX Runtime cannot load");
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (double) a[d] * b[d];
        }
        return sum;
    }
}
