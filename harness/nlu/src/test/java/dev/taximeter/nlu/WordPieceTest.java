package dev.taximeter.nlu;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers were made with the tokenizer library that the vocabulary's file belongs to. */
class WordPieceTest {
    private static final int START = 101;
    private static final int END = 102;
    private static final int UNKNOWN = 100;

    private static WordPiece bert;

    @BeforeAll
    static void readTheModelsVocabulary() throws IOException {
        try (InputStream json =
                requireNonNull(WordPieceTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json"))) {
            bert = WordPiece.read(json.readAllBytes());
        }
    }

    @Test
    void wordsAndPunctuationGetTheirNumbersBetweenStartAndEnd() {
        assertIds("Book a table for two, please.", 2338, 1037, 2795, 2005, 2048, 1010, 3531, 1012);
        assertIds("don't", 2123, 1005, 1056);
    }

    @Test
    void aWordUnknownAsAWholeIsCutIntoTheLongestKnownPieces() {
        assertIds("antidisestablishmentarianism", 3424, 10521, 4355, 7875, 13602, 3672, 12199, 2964);
    }

    @Test
    void caseAndAccentsDoNotMatter() {
        assertIds("naïve CAFÉ", 15743, 7668);
        assertThat(bert.ids("cafe\u0301")).isEqualTo(bert.ids("cafe"));
        assertThat(bert.ids("İstanbul")).isEqualTo(bert.ids("istanbul"));
        assertIds("Ünïcödé ΣΊΣΥΦΟΣ", 27260, 1173, 18199, 29733, 29735, 29736, 29730, 29733);
    }

    @Test
    void asciiSymbolsStandAlone() {
        assertIds("$5.99 + 10% ^~`|", 1002, 1019, 1012, 5585, 1009, 2184, 1003, 1034, 1066, 1036, 1064);
    }

    @Test
    void ideographsStandAloneAndKanaDoNot() {
        assertIds("東京へ行きたい", 1879, 1755, 1675, 1945, 1652, 30187, 30173);
    }

    @Test
    void hangulIsTakenApart() {
        assertThat(bert.ids("한국어")).startsWith(START, 1469, 30006, 30021);
    }

    @Test
    void anEmojiIsOneUnknownPiece() {
        assertIds("I ❤️ pizza 🍕🍕", 1045, UNKNOWN, 10733, UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "\t\n\r", "\u0000\u0007", "\ufffd", "\u200b", "\ud83c", "\u00a0\u3000", "\u0301"})
    void aTextWithoutSignsIsStartAndEnd(String text) {
        assertIds(text);
    }

    @Test
    void controlCharactersVanishAndDoNotPartWords() {
        assertIds("a\u0000b\ufffdc", 5925);
        assertThat(bert.ids("hello\tworld")).isEqualTo(bert.ids("hello world"));
    }

    @Test
    void aWordOfMoreThanAHundredLettersIsUnknown() {
        assertThat(bert.ids("x".repeat(100))).doesNotContain(UNKNOWN);
        assertIds("x".repeat(101), UNKNOWN);
    }

    @Test
    void aLongTextIsCutOffAtTheLimitAndStillEnds() {
        long[] ids = bert.ids("word ".repeat(400));
        assertThat(ids).hasSize(WordPiece.PIECE_LIMIT).startsWith(START).endsWith(END);
        assertThat(bert.ids("antidisestablishmentarianism ".repeat(400))).hasSize(WordPiece.PIECE_LIMIT);
    }

    @Test
    void specialPiecesHaveNoPowerInAText() {
        assertThat(bert.ids("[SEP]")).isEqualTo(bert.ids("[ sep ]")).hasSize(5);
    }

    @Test
    void anyStringOfCharsIsTokenized() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            char[] chars = new char[random.nextInt(60)];
            for (int i = 0; i < chars.length; i++) {
                chars[i] = (char) random.nextInt(Character.MAX_VALUE + 1);
            }
            assertThat(bert.ids(new String(chars)))
                    .as("seed %d", seed)
                    .startsWith(START)
                    .endsWith(END)
                    .hasSizeLessThanOrEqualTo(WordPiece.PIECE_LIMIT);
        }
    }

    @Test
    void aWordWhoseRestIsUnknownIsUnknownAsAWhole() {
        WordPiece tiny =
                new WordPiece(Map.of("[UNK]", 1, "[CLS]", 2, "[SEP]", 3, "un", 4, "##able", 5, "##a", 6, "##ble", 7));
        assertThat(tiny.ids("unable")).containsExactly(2, 4, 5, 3);
        assertThat(tiny.ids("una unx")).containsExactly(2, 4, 6, 1, 3);
    }

    @Test
    void aVocabularyWithoutASpecialPieceIsRefused() {
        assertThatThrownBy(() -> new WordPiece(Map.of("[UNK]", 1, "[CLS]", 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the vocabulary of 2 pieces lacks [SEP]");
    }

    private static void assertIds(String text, long... inner) {
        long[] expected = new long[inner.length + 2];
        expected[0] = START;
        System.arraycopy(inner, 0, expected, 1, inner.length);
        expected[inner.length + 1] = END;
        assertThat(bert.ids(text)).isEqualTo(expected);
    }
}
