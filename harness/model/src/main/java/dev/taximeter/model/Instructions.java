package dev.taximeter.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A system prompt, in one of its versions.
 *
 * @param name of the version: the file's name without its ending; empty for one that stands in the scenario itself
 * @param text what the model is told; empty for no system prompt
 */
public record Instructions(String name, String text) {
    /** No system prompt. */
    public static final Instructions NONE = new Instructions("", "");

    private static final int HASH_DIGITS = 16;

    /** A system prompt without a name. */
    public static Instructions inline(String text) {
        return new Instructions("", text);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Which version this is, whatever its name: the first 16 hexadecimal digits of the hash of the text's UTF-8. */
    public String sha256() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
