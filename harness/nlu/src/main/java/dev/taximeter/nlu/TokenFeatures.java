package dev.taximeter.nlu;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be read off the tokens of a text without a model, as hashes: words around, word pairs, beginnings and ends of
 * words, shapes, the intent, known values. Immutable, so thread-safe.
 *
 * @param gazetteer known values
 */
record TokenFeatures(Gazetteer gazetteer) {
    private static final String BEFORE = "\u0002";
    private static final String AFTER = "\u0003";
    private static final int GAZETTEER = 100;

    /** The words of tokens, as they are compared: in lower case. */
    static String[] words(List<Token> tokens) {
        return tokens.stream()
                .map(token -> token.text().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    /**
     * The features of every token: [token][feature].
     *
     * @param intent of the whole text
     * @param own the text's labels when it is one of those the gazetteer was made of, else null
     */
    long[][] of(List<Token> tokens, String intent, int @Nullable [] own) {
        String[] words = words(tokens);
        String[] shapes = tokens.stream().map(token -> shape(token.text())).toArray(String[]::new);
        Bag[] bags = new Bag[words.length];
        for (int i = 0; i < words.length; i++) {
            bags[i] = new Bag();
            around(bags[i], words, shapes, i);
            inside(bags[i], words[i]);
            withIntent(bags[i], intent, words, shapes, i);
        }
        gazetteer.find(words, own, (start, end, type) -> {
            for (int i = start; i < end; i++) {
                int place = end - start == 1 ? 0 : i == start ? 1 : i == end - 1 ? 2 : 3;
                bags[i].add(Hash.and(Hash.of(GAZETTEER + place), type));
                bags[i].add(Hash.and(Hash.and(Hash.of(GAZETTEER + 10 + place), type), intent));
            }
        });
        long[][] features = new long[bags.length][];
        for (int i = 0; i < bags.length; i++) {
            features[i] = bags[i].toArray();
        }
        return features;
    }

    private static void around(Bag bag, String[] words, String[] shapes, int i) {
        String before = at(words, i - 1);
        String word = words[i];
        String after = at(words, i + 1);
        bag.add(Hash.of(0));
        bag.add(1, word);
        bag.add(2, before);
        bag.add(3, at(words, i - 2));
        bag.add(4, after);
        bag.add(5, at(words, i + 2));
        bag.add(6, before, word);
        bag.add(7, word, after);
        bag.add(8, before, after);
        bag.add(9, at(words, i - 2), before);
        bag.add(10, after, at(words, i + 2));
        bag.add(11, shapes[i]);
        bag.add(12, at(shapes, i - 1), shapes[i]);
        bag.add(13, shapes[i], at(shapes, i + 1));
        bag.add(14, before, shapes[i]);
        bag.add(15, shapes[i], after);
        bag.add(16, suffix(before, 3));
        bag.add(17, suffix(after, 3));
        bag.add(18, at(words, i - 3));
        bag.add(19, at(words, i + 3));
    }

    private static void inside(Bag bag, String word) {
        for (int length = 2; length <= 4 && length < word.length(); length++) {
            bag.add(20 + length, word.substring(0, length));
            bag.add(30 + length, suffix(word, length));
        }
    }

    private static void withIntent(Bag bag, String intent, String[] words, String[] shapes, int i) {
        bag.add(40, intent);
        bag.add(41, intent, words[i]);
        bag.add(42, intent, at(words, i - 1));
        bag.add(43, intent, at(words, i + 1));
        bag.add(44, intent, shapes[i]);
        bag.add(45, intent, i == 0 ? "first" : i == words.length - 1 ? "last" : "");
    }

    private static String at(String[] all, int i) {
        return i < 0 ? BEFORE : i >= all.length ? AFTER : all[i];
    }

    private static String suffix(String word, int length) {
        return word.substring(Math.max(0, word.length() - length));
    }

    /** Which kinds of signs a word has, each run of one kind as one or two letters: {@code McDonald 24/7} is XxXxx dd. */
    private static String shape(String word) {
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            char kind = Character.isUpperCase(c) ? 'X' : Character.isLetter(c) ? 'x' : Character.isDigit(c) ? 'd' : c;
            int length = shape.length();
            if (length < 2 || shape.charAt(length - 1) != kind || shape.charAt(length - 2) != kind) {
                shape.append(kind);
            }
        }
        return shape.toString();
    }

    /** The features of one token under construction. */
    private static final class Bag {
        private long[] hashes = new long[64];
        private int size;

        void add(long hash) {
            if (size == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * size);
            }
            hashes[size++] = hash;
        }

        void add(int kind, String text) {
            add(Hash.and(Hash.of(kind), text));
        }

        void add(int kind, String first, String second) {
            add(Hash.and(Hash.and(Hash.of(kind), first), second));
        }

        long[] toArray() {
            return Arrays.copyOf(hashes, size);
        }
    }
}
