package dev.taximeter.provider.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of texts that leave this room. Servers echo keys, whole or in part, in bodies and headers alike, so
 * everything that they say passes through here. Thread-safe.
 */
final class Redactor {
    private static final String MASK = "[key]";
    /** What the vendors' keys look like, also with their middle starred out. */
    private static final Pattern KEY_LIKE = Pattern.compile("\\bsk-[\\w*.-]{6,}");

    private final List<String> secrets = new CopyOnWriteArrayList<>();

    /** From now on this text is left out too. */
    void learn(String secret) {
        if (!secret.isEmpty() && !secrets.contains(secret)) {
            secrets.add(secret);
        }
    }

    /** The text without the secrets and without whatever looks like a vendor's key. */
    String clean(String text) {
        return KEY_LIKE.matcher(withoutSecret(text)).replaceAll(MASK);
    }

    /** The same for texts that may be absent. */
    @Nullable
    String cleanOrNull(@Nullable String text) {
        return text == null ? null : clean(text);
    }

    /** The text without the secrets; anything else stays as it was, because answers are judged. */
    String withoutSecret(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, MASK);
        }
        return clean;
    }
}
