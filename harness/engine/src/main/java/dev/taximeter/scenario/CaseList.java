package dev.taximeter.scenario;

import dev.taximeter.model.Prompt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the test cases of one file and checks each. */
final class CaseList {
    private final SourceFile source;
    private final List<Prompt> prompts = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    CaseList(SourceFile source) {
        this.source = source;
    }

    /** Whether there is no room for another one; said once, by {@link #add}. */
    boolean isFull() {
        return prompts.size() > Limits.UTTERANCES;
    }

    List<Prompt> prompts() {
        return prompts;
    }

    /** @param givenId null when the file gives none */
    void add(
            int line,
            int column,
            @Nullable String givenId,
            String text,
            @Nullable String expected,
            @Nullable String pattern) {
        String id = givenId == null ? String.format(Locale.ROOT, "p%04d", prompts.size() + 1) : givenId;
        if (!ArmsSection.NAME.matcher(id).matches()) {
            String message = "%s cannot be an id".formatted(YamlMap.show(id));
            source.report(line, column, message, "letters, digits, dots, dashes and underscores", null);
        } else if (!ids.add(id)) {
            String message = "the id %s is there twice".formatted(YamlMap.show(id));
            source.report(line, column, message, "an id of its own for each prompt", null);
        }
        if (text.isBlank()) {
            source.report(line, column, "the text is blank", "a prompt", null);
        } else if (text.length() > Limits.UTTERANCE_CHARS) {
            String expectation = "at most %d characters".formatted(Limits.UTTERANCE_CHARS);
            source.report(line, column, "the text is too long", expectation, null);
        }
        if (prompts.size() == Limits.UTTERANCES) {
            source.report(line, column, "there are too many prompts", "at most " + Limits.UTTERANCES, null);
        }
        prompts.add(new Prompt(id, text, expected, pattern));
    }
}
