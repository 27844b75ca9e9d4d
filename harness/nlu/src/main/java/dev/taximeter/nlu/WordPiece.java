package dev.taximeter.nlu;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cuts text into the pieces of words that BERT models know, and numbers them. Immutable, so thread-safe.
 *
 * <p>Uncased BERT's rules, as in Devlin et al. 2019 and the tokenizer file that comes with the model: control characters
 * are dropped, CJK ideographs and punctuation stand alone, accents and case go, and each word is cut greedily into the
 * longest known pieces from the left. A word that cannot be cut whole is one unknown piece.
 *
 * <p>The names of special pieces have no power in a text: a user who types {@code [SEP]} gets a bracket, a word and a
 * bracket.
 */
public final class WordPiece {
    /** The most pieces of a text, with the two at its ends; the rest is cut off. The model was trained up to here. */
    public static final int PIECE_LIMIT = 256;

    private static final int WORD_LIMIT = 100;
    private static final String CONTINUATION = "##";

    private final Map<String, Integer> vocabulary;
    private final int unknownId;
    private final int startId;
    private final int endId;

    /**
     * @param vocabulary number of each piece; pieces that continue a word begin with {@code ##}
     * @throws IllegalArgumentException when {@code [UNK]}, {@code [CLS]} or {@code [SEP]} is missing
     */
    public WordPiece(Map<String, Integer> vocabulary) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.unknownId = special("[UNK]");
        this.startId = special("[CLS]");
        this.endId = special("[SEP]");
    }

    /**
     * Reads the vocabulary of a {@code tokenizer.json}, at {@code model.vocab}.
     *
     * @throws IOException when it is of another kind than uncased BERT's
     */
    static WordPiece read(byte[] tokenizerJson) throws IOException {
        JsonNode tokenizer;
        try {
            tokenizer = new JsonMapper().readTree(tokenizerJson);
        } catch (JacksonException e) {
            throw new IOException("the encoder's tokenizer.json is no JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode vocab = tokenizer.path("model").path("vocab");
        if (!vocab.isObject() || !tokenizer.path("normalizer").path("lowercase").asBoolean(true)) {
            throw new IOException(
                    "the encoder's tokenizer is not uncased BERT's (WordPiece), the only one that is understood");
        }
        Map<String, Integer> vocabulary = HashMap.newHashMap(vocab.size());
        for (Map.Entry<String, JsonNode> piece : vocab.properties()) {
            vocabulary.put(piece.getKey(), piece.getValue().asInt());
        }
        try {
            return new WordPiece(vocabulary);
        } catch (IllegalArgumentException e) {
            throw new IOException("the encoder's tokenizer cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * The numbers of a text's pieces, from the start piece to the end piece; at least 2, at most {@link #PIECE_LIMIT}.
     *
     * @param text may be empty
     */
    public long[] ids(String text) {
        List<Integer> ids = new ArrayList<>();
        for (String word : words(text)) {
            if (ids.size() >= PIECE_LIMIT - 2) {
                break;
            }
            addPieces(word, ids);
        }
        return framed(ids);
    }

    /** The pieces of a text's tokens; the same as those of the text, and where each token's begin. */
    Pieces pieces(List<Token> tokens) {
        List<Integer> ids = new ArrayList<>();
        int[] firsts = new int[tokens.size() + 1];
        for (int t = 0; t < tokens.size(); t++) {
            firsts[t] = Math.min(ids.size(), PIECE_LIMIT - 2) + 1;
            for (String word : words(tokens.get(t).text())) {
                addPieces(word, ids);
            }
        }
        firsts[tokens.size()] = Math.min(ids.size(), PIECE_LIMIT - 2) + 1;
        return new Pieces(framed(ids), firsts);
    }

    /**
     * The pieces of tokens.
     *
     * @param ids from the start piece to the end piece
     * @param firsts index of each token's first piece, and of the piece after the last token's; a token without pieces, or
     *     beyond the limit, begins where the next one does
     */
    @SuppressWarnings("ArrayRecordComponent") // not compared
    record Pieces(long[] ids, int[] firsts) {}

    private long[] framed(List<Integer> ids) {
        int pieces = Math.min(ids.size(), PIECE_LIMIT - 2);
        long[] all = new long[pieces + 2];
        all[0] = startId;
        for (int i = 0; i < pieces; i++) {
            all[i + 1] = ids.get(i);
        }
        all[pieces + 1] = endId;
        return all;
    }

    /** The words of a text in BERT's sense, cleaned: lower case, no accents, punctuation and ideographs alone. */
    static List<String> words(String text) {
        String plain = Normalizer.normalize(spaced(text), Normalizer.Form.NFD);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        plain.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(c -> {
                    if (isSpace(c)) {
                        flush(word, words);
                    } else if (isPunctuation(c)) {
                        flush(word, words);
                        words.add(Character.toString(c));
                    } else {
                        word.appendCodePoint(Character.toLowerCase(c)); // one by one: no final sigma
                    }
                });
        flush(word, words);
        return words;
    }

    /** Drops control characters and puts spaces around ideographs; before NFD, which would replace some of them. */
    private static String spaced(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().filter(c -> !isControl(c)).forEach(c -> {
            if (isIdeograph(c)) {
                out.append(' ').appendCodePoint(c).append(' ');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private void addPieces(String word, List<Integer> ids) {
        int before = ids.size();
        int start = word.codePointCount(0, word.length()) > WORD_LIMIT ? -1 : 0;
        while (start >= 0 && start < word.length()) {
            start = addLongestPiece(word, start, ids);
        }
        if (start < 0) {
            ids.subList(before, ids.size()).clear();
            ids.add(unknownId);
        }
    }

    /** Adds the longest piece that begins at {@code start} and returns its end; -1 when no piece begins there. */
    private int addLongestPiece(String word, int start, List<Integer> ids) {
        for (int end = word.length(); end > start; end--) {
            String piece = word.substring(start, end);
            Integer id = vocabulary.get(start == 0 ? piece : CONTINUATION + piece);
            if (id != null) {
                ids.add(id);
                return end;
            }
        }
        return -1;
    }

    private int special(String piece) {
        Integer id = vocabulary.get(piece);
        if (id == null) {
            throw new IllegalArgumentException("the vocabulary of " + vocabulary.size() + " pieces lacks " + piece);
        }
        return id;
    }

    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** The blocks of unified and compatibility ideographs that BERT names; kana and hangul are not among them. */
    static boolean isIdeograph(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x20000 && c <= 0x2CEAF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }

    static boolean isControl(int c) {
        if (c == '\t' || c == '\n' || c == '\r') {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> c == 0xFFFD;
        };
    }

    static boolean isPunctuation(int c) {
        if (c < 128) { // BERT counts all ASCII signs, also those that Unicode calls symbols
            return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }
}
