package dev.taximeter.emulator;

import java.util.random.RandomGenerator;

/** Ids, padding and other letters without meaning. A generator of its own, so that text never shifts a delay. */
final class Noise {
    private static final String HEX = "0123456789abcdef";
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final RandomGenerator random;

    Noise(Seed seed) {
        random = seed.random();
    }

    String hex(int length) {
        return letters(HEX, length);
    }

    String alphanumeric(int length) {
        return letters(ALPHANUMERIC, length);
    }

    /** 8-4-4-4-12, as gateways name requests. */
    String uuid() {
        return String.join("-", hex(8), hex(4), hex(4), hex(4), hex(12));
    }

    /** A whole number, 1..{@code most}. */
    int upTo(int most) {
        return random.nextInt(1, most + 1);
    }

    private String letters(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
