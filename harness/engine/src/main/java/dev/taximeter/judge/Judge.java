package dev.taximeter.judge;

import dev.taximeter.model.Answer;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Task;
import dev.taximeter.provider.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Judges answers. Immutable, thread-safe; meant to run after a call's last time is stamped.
 *
 * <p>{@link Task#INTENT}: the answer's label is the local model's own or is read from the text, see
 * {@link IntentReader}; it is right when it is the expected one, and an answer from which no intent can be read is
 * wrong. All other tasks: an answer is judged only when something is expected of it; it is right when it contains
 * that, in whatever case and spacing.
 */
public final class Judge {
    private static final int HASH_BYTES = 8;

    private final Task task;
    private final IntentReader intents;
    private final boolean storeBodies;

    /**
     * @param intents the names that an answer may give; out of scope is known without being named
     * @param storeBodies whether answers keep their text
     */
    public Judge(Task task, List<String> intents, boolean storeBodies) {
        this.task = task;
        this.intents = new IntentReader(intents);
        this.storeBodies = storeBodies;
    }

    /** What the reply said, judged; null when no whole answer came. */
    public @Nullable Answer judge(Prompt prompt, Reply reply) {
        if (!reply.attempt().outcome().isOk()) {
            return null;
        }
        String text = reply.text();
        String label = switch (task) {
            case CHAT, EMBED, COMPLETION, CONVERSATION -> null;
            case INTENT -> reply.label() != null ? reply.label() : intents.read(text);
        };
        return new Answer(
                storeBodies ? text : null,
                text.length(),
                text.isEmpty() ? "" : hash(text),
                label,
                reply.confidence(),
                verdict(prompt.expected(), text, label),
                prompt.expected());
    }

    private @Nullable Boolean verdict(@Nullable String expected, String text, @Nullable String label) {
        if (expected == null) {
            return null;
        }
        return switch (task) {
            case CHAT, COMPLETION, CONVERSATION -> even(text).contains(even(expected));
            case INTENT -> expected.equals(label);
            case EMBED -> null;
        };
    }

    private static String even(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
