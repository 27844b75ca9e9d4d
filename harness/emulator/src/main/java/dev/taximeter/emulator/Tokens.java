package dev.taximeter.emulator;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import dev.taximeter.emulator.Completion.Finish;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Text to tokens and back, in cl100k_base: exact for the OpenAI models of 2023, near enough for others. Thread-safe.
 */
final class Tokens {
    private static final int REMEMBERED_TEXTS = 4_096;

    private final Encoding encoding = Vocabulary.CL100K;
    private final Map<String, Integer> counts = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED_TEXTS;
        }
    };

    /** Counted once for each text that keeps coming, e.g. the instructions. */
    int count(String text) {
        synchronized (counts) {
            return counts.computeIfAbsent(text, encoding::countTokensOrdinary);
        }
    }

    /** A text's tokens. */
    IntArrayList encode(String text) {
        return encoding.encodeOrdinary(text);
    }

    /**
     * Cuts a text into what its frames carry.
     *
     * @param tokensPerPiece at least 1
     * @param maxTokens at least 1; the text ends there
     */
    Completion cut(String text, int tokensPerPiece, int maxTokens) {
        IntArrayList all = encoding.encodeOrdinary(text);
        Finish finish = all.size() > maxTokens ? Finish.LENGTH : Finish.STOP;
        return pieces(all, Math.min(all.size(), maxTokens), tokensPerPiece, finish);
    }

    /** Like {@link #cut}, but a text that is too short is said again until it is long enough. */
    Completion fill(String text, int tokensPerPiece, int tokens) {
        IntArrayList once = encoding.encodeOrdinary(text);
        IntArrayList again = encoding.encodeOrdinary(" " + text);
        IntArrayList all = new IntArrayList(tokens + again.size());
        append(all, once);
        while (all.size() < tokens && again.size() > 0) {
            append(all, again);
        }
        return pieces(all, Math.min(tokens, all.size()), tokensPerPiece, Finish.LENGTH);
    }

    private Completion pieces(IntArrayList all, int tokens, int tokensPerPiece, Finish finish) {
        List<Piece> pieces = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        IntArrayList group = new IntArrayList(tokensPerPiece);
        for (int i = 0; i < tokens; i++) {
            group.add(all.get(i));
            if (group.size() < tokensPerPiece && i < tokens - 1) {
                continue;
            }
            bytes.writeBytes(encoding.decodeBytes(group));
            group.clear();
            if (endsWithWholeCharacter(bytes.toByteArray())) {
                pieces.add(new Piece(pieces.size(), bytes.toString(StandardCharsets.UTF_8), i + 1));
                bytes.reset();
            }
        }
        return new Completion(List.copyOf(pieces), tokens, finish);
    }

    /** A token may end inside a character; such bytes wait for the next token, and are dropped at the limit. */
    private static boolean endsWithWholeCharacter(byte[] bytes) {
        int lead = bytes.length - 1;
        while (lead > 0 && (bytes[lead] & 0xC0) == 0x80) {
            lead--;
        }
        int following = bytes.length - 1 - lead;
        int first = bytes[lead] & 0xFF;
        int wanted = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
        return following == wanted;
    }

    private static void append(IntArrayList to, IntArrayList from) {
        for (int i = 0; i < from.size(); i++) {
            to.add(from.get(i));
        }
    }

    /** Immutable, large and slow to load, so there is one in a process. */
    private static final class Vocabulary {
        static final Encoding CL100K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    }
}
