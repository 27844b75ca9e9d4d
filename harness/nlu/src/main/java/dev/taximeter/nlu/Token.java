package dev.taximeter.nlu;

import java.util.ArrayList;
import java.util.List;

/**
 * A word or a sign of a text.
 *
 * @param start its first code point in the text, 0-based
 * @param end one past its last code point
 * @param text as it is written
 */
record Token(int start, int end, String text) {

    /**
     * The tokens of a text, in their order: what {@link WordPiece} takes for a word, with its place. Signs and ideographs
     * stand alone; spaces and control characters belong to no token, unless they stand inside a word.
     */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        int[] points = text.codePoints().toArray();
        int start = -1;
        for (int i = 0; i < points.length; i++) {
            int c = points[i];
            boolean control = WordPiece.isControl(c);
            boolean alone = !control && (WordPiece.isPunctuation(c) || WordPiece.isIdeograph(c));
            boolean part = !control && !alone && !WordPiece.isSpace(c);
            if (start >= 0 && !part && !control) {
                tokens.add(of(points, start, i));
                start = -1;
            }
            if (alone) {
                tokens.add(of(points, i, i + 1));
            } else if (part && start < 0) {
                start = i;
            }
        }
        if (start >= 0) {
            tokens.add(of(points, start, points.length));
        }
        return tokens;
    }

    private static Token of(int[] points, int start, int end) {
        return new Token(start, end, new String(points, start, end - start));
    }
}
