package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenTest {
    private static final String[] SIGNS = {
        "a", "É", "7", " ", "  ", "\t", ",", "'", "-", "東", "🍕", "e\u0301", "\u0000", "\u200b", "ß", "Ω", "\u00a0"
    };

    @Test
    void wordsAndSignsStandAtTheirCodePoints() {
        assertThat(Token.of("Café 🍕, 24/7!"))
                .containsExactly(
                        new Token(0, 4, "Café"),
                        new Token(5, 6, "🍕"),
                        new Token(6, 7, ","),
                        new Token(8, 10, "24"),
                        new Token(10, 11, "/"),
                        new Token(11, 12, "7"),
                        new Token(12, 13, "!"));
        assertThat(Token.of(" \t")).isEmpty();
    }

    @Test
    void theTokensOfAnyTextHaveThePiecesOfTheText() throws IOException {
        WordPiece bert =
                WordPiece.read(EncoderSource.find(Encoder.ALL_MINILM_L6_V2_Q).tokenizer());
        for (long seed = 0; seed < 500; seed++) {
            String text = random(new SplittableRandom(seed));
            List<Token> tokens = Token.of(text);
            WordPiece.Pieces pieces = bert.pieces(tokens);
            assertThat(pieces.ids()).as("seed %d", seed).isEqualTo(bert.ids(text));
            assertThat(pieces.firsts()).as("seed %d", seed).isSorted().hasSize(tokens.size() + 1);
            assertThat(pieces.firsts()[tokens.size()]).isEqualTo(pieces.ids().length - 1);
            for (Token token : tokens) {
                int from = text.offsetByCodePoints(0, token.start());
                assertThat(text.substring(from, text.offsetByCodePoints(from, token.end() - token.start())))
                        .isEqualTo(token.text());
            }
        }
    }

    @Test
    void tokensBeyondTheLimitHaveNoPieces() throws IOException {
        WordPiece bert =
                WordPiece.read(EncoderSource.find(Encoder.ALL_MINILM_L6_V2_Q).tokenizer());
        WordPiece.Pieces pieces = bert.pieces(Token.of("word ".repeat(1000)));
        assertThat(pieces.ids()).hasSize(WordPiece.PIECE_LIMIT);
        assertThat(pieces.firsts()[1000]).isEqualTo(pieces.firsts()[999]).isEqualTo(WordPiece.PIECE_LIMIT - 1);
    }

    private static String random(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(30);
        for (int i = 0; i < length; i++) {
            text.append(SIGNS[random.nextInt(SIGNS.length)]);
        }
        return text.toString();
    }
}
