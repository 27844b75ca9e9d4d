package dev.taximeter.scenario;

import dev.taximeter.model.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads prompts of a chat: {@code .jsonl} with {@code {"id"?, "text", "expected"?}} a line, or {@code .txt} with one a line. */
final class ChatPrompts {
    private final SourceFile source;
    private final List<Prompt> prompts = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private ChatPrompts(SourceFile source) {
        this.source = source;
    }

    /** Empty when there is none that is valid; the problem is then reported. */
    static List<Prompt> read(Path file, Problems problems) throws IOException {
        SourceFile source = SourceFile.read(file, Limits.DATA_BYTES, Limits.DATA_PROBLEMS, problems);
        return source == null ? List.of() : new ChatPrompts(source).read(DataSets.ending(file));
    }

    private List<Prompt> read(String ending) {
        switch (ending) {
            case "jsonl" ->
                new JsonLines(source, List.of("id", "text", "expected"), List.of("text"))
                        .forEach((row, line) ->
                                add(line, row.get("id"), row.getOrDefault("text", ""), row.get("expected")));
            case "txt" -> {
                for (int i = 0; i < source.lines().size(); i++) {
                    if (!source.lines().get(i).isBlank()) {
                        add(i + 1, null, source.lines().get(i).strip(), null);
                    }
                }
            }
            default -> {
                source.report(1, 1, "the file's ending is unknown", "a file that ends in .jsonl or .txt", null);
                return List.of();
            }
        }
        if (prompts.isEmpty()) {
            source.report(1, 1, "there are no prompts", null, null);
        }
        return prompts;
    }

    private void add(int line, @Nullable String givenId, String text, @Nullable String expected) {
        String id = givenId == null ? String.format(Locale.ROOT, "p%04d", prompts.size() + 1) : givenId;
        if (!ArmsSection.NAME.matcher(id).matches()) {
            source.report(
                    line,
                    1,
                    "%s cannot be an id".formatted(YamlMap.show(id)),
                    "letters, digits, dots, dashes and underscores",
                    null);
        } else if (!ids.add(id)) {
            source.report(
                    line,
                    1,
                    "the id %s is there twice".formatted(YamlMap.show(id)),
                    "an id of its own for each prompt",
                    null);
        }
        if (text.isBlank()) {
            source.report(line, 1, "the text is blank", "a prompt", null);
        } else if (text.length() > Limits.UTTERANCE_CHARS) {
            source.report(
                    line, 1, "the text is too long", "at most %d characters".formatted(Limits.UTTERANCE_CHARS), null);
        }
        if (prompts.size() == Limits.UTTERANCES) {
            source.report(line, 1, "there are too many prompts", "at most " + Limits.UTTERANCES, null);
        }
        prompts.add(new Prompt(id, text, expected));
    }
}
