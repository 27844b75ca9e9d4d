package dev.taximeter.judge;

import dev.taximeter.judge.JsonMender.Mended;
import dev.taximeter.model.Generation;
import dev.taximeter.model.GenerationJudgement;
import dev.taximeter.model.Prompt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads utterances that a language model made up and weighs them. Immutable, thread-safe. It understands a JSON list of
 * texts, by itself or as a member, mended where need be; and lines, with or without bullets, numbers and quotes.
 */
final class GeneratedReader {
    private static final Pattern BULLET = Pattern.compile("^\\s*(?:[-*•]|\\(?[0-9]{1,3}[.):])\\s*");
    private static final Pattern QUOTES = Pattern.compile("^[\"'“”«]+|[\"'“”»]+$");

    private final JsonMender mender = new JsonMender();
    private final Generation generation;
    private final UnaryOperator<String> intentOf;

    /** @param intentOf where the local model puts an utterance */
    GeneratedReader(Generation generation, UnaryOperator<String> intentOf) {
        this.generation = generation;
        this.intentOf = intentOf;
    }

    GenerationJudgement judge(Prompt prompt, String answer) {
        Generation.Asked asked = generation.asked().get(prompt.id());
        if (asked == null) {
            throw new IllegalArgumentException("nothing was to be generated for " + prompt.id());
        }
        List<String> given = read(answer);
        Set<String> known = new HashSet<>();
        asked.shown().forEach(shown -> known.add(letters(shown)));
        int distinct = 0;
        int placed = 0;
        for (String utterance : given) {
            if (known.add(letters(utterance))) {
                distinct++;
                placed += intentOf.apply(utterance).equals(prompt.expected()) ? 1 : 0;
            }
        }
        return new GenerationJudgement(asked.language(), generation.utterances(), given.size(), distinct, placed);
    }

    private List<String> read(String answer) {
        Mended mended = mender.read(answer);
        List<String> read = new ArrayList<>();
        if (mended != null && mended.value().isContainer()) {
            texts(mended.value(), read);
        } else {
            answer.lines()
                    .map(line -> BULLET.matcher(line).replaceFirst("").strip())
                    .map(line -> QUOTES.matcher(line).replaceAll("").strip())
                    .filter(line -> !letters(line).isEmpty() && !line.endsWith(":"))
                    .forEach(read::add);
        }
        return read;
    }

    private static void texts(JsonNode value, List<String> read) {
        for (JsonNode one : value) {
            if (one.isContainer()) {
                texts(one, read);
            } else if (one.isString() && !letters(one.stringValue()).isEmpty()) {
                read.add(one.stringValue().strip());
            }
        }
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
