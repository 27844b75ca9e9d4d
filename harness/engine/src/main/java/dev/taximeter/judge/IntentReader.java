package dev.taximeter.judge;

import dev.taximeter.model.LabelledUtterance;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the name of an intent from what a language model wrote. Immutable, thread-safe. In this order:
 *
 * <ol>
 *   <li>the text is a name, as it stands;
 *   <li>it holds {@code "intent": "name"}, as JSON does;
 *   <li>it is a name but for case, spaces, hyphens and punctuation: {@code Book-Flight.} is {@code book_flight};
 *   <li>exactly one known name stands in it as whole words; a name inside a longer known name does not count.
 * </ol>
 */
final class IntentReader {
    private static final Pattern JSON_INTENT = Pattern.compile("\"intent\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Known names by themselves without case and punctuation; two names that are then alike map to an empty string. */
    private final Map<String, String> byLetters = new HashMap<>();

    private final List<String> names;
    /** Known names by their words, the longest first. */
    private final Map<String, String> byWords = new LinkedHashMap<>();

    IntentReader(List<String> intents) {
        names = Stream.concat(intents.stream(), Stream.of(LabelledUtterance.OUT_OF_SCOPE))
                .filter(name -> !letters(name).isEmpty())
                .distinct()
                .toList();
        names.forEach(name -> byLetters.merge(letters(name), name, (one, other) -> ""));
        names.stream()
                .sorted(Comparator.comparingInt((String name) -> words(name).length())
                        .reversed())
                .forEach(name -> byWords.putIfAbsent(words(name), name));
    }

    /** The intent; null when none can be read, or more than one. */
    @Nullable
    String read(String text) {
        Matcher json = JSON_INTENT.matcher(text);
        String said = json.find() ? json.group(1).strip() : text.strip();
        if (names.contains(said)) {
            return said;
        }
        String alike = byLetters.get(letters(said));
        if (alike != null) {
            return alike.isEmpty() ? null : alike;
        }
        return onlyNameIn(said);
    }

    private @Nullable String onlyNameIn(String said) {
        String left = words(said);
        String found = null;
        for (Map.Entry<String, String> name : byWords.entrySet()) {
            if (left.contains(name.getKey())) {
                if (found != null) {
                    return null;
                }
                found = name.getValue();
                left = left.replace(name.getKey(), " | ");
            }
        }
        return found;
    }

    /** Lower case, each word with one space on either side. */
    private static String words(String text) {
        return " "
                + NOT_WORD.matcher(text.toLowerCase(Locale.ROOT))
                        .replaceAll(" ")
                        .strip() + " ";
    }

    private static String letters(String text) {
        return NOT_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}
