package dev.taximeter.scenario;

import dev.taximeter.model.Conversation;
import dev.taximeter.model.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads prompts: {@code .jsonl} with one object a line, {@code .csv} with a header, or {@code .txt} with one prompt a line.
 * A row has {@code text}, and perhaps {@code id} and {@code expected}; in conversations it has {@code conversation} too, and
 * the rows of one follow one another. With a template the text is made of any columns.
 */
final class PromptRows {
    private static final List<String> PLAIN = List.of("id", "text", "expected");
    private static final List<String> TURNS = List.of("id", "conversation", "text", "expected");

    private final SourceFile source;
    private final boolean conversations;
    private final @Nullable Template template;
    private final List<Prompt> prompts = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Integer> turns = new LinkedHashMap<>();
    private String current = "";
    private boolean checked;

    private PromptRows(SourceFile source, boolean conversations, @Nullable Template template) {
        this.source = source;
        this.conversations = conversations;
        this.template = template;
    }

    /**
     * Empty when there is none that is valid; the problem is then reported.
     *
     * @param conversations whether rows say which conversation they are a turn of
     * @param template null when the rows say the text themselves
     */
    static PromptFile read(Path file, boolean conversations, @Nullable Template template, Problems problems)
            throws IOException {
        SourceFile source = SourceFile.read(file, Limits.DATA_BYTES, Limits.DATA_PROBLEMS, problems);
        return source == null
                ? PromptFile.EMPTY
                : new PromptRows(source, conversations, template).read(DataSets.ending(file));
    }

    private PromptFile read(String ending) {
        switch (ending) {
            case "jsonl" -> jsonLines().forEach((row, line) -> row(line, row));
            case "csv" -> csv();
            case "txt" -> lines();
            default -> {
                source.report(1, 1, "the file's ending is unknown", "a file that ends in .jsonl, .csv or .txt", null);
                return PromptFile.EMPTY;
            }
        }
        if (prompts.isEmpty()) {
            source.report(1, 1, "there are no prompts", null, null);
        }
        return new PromptFile(prompts, asked());
    }

    private JsonLines jsonLines() {
        List<String> required = Stream.concat(
                        conversations ? Stream.of("conversation") : Stream.of(),
                        template == null ? Stream.of("text") : Stream.of())
                .toList();
        return template == null ? new JsonLines(source, columns(), required) : JsonLines.ofAnyFields(source, required);
    }

    private List<String> columns() {
        return conversations ? TURNS : PLAIN;
    }

    private void csv() {
        try {
            new CsvRows(source, new CsvRows.Reader() {
                        @Override
                        public void header(int line, List<String> columns) {
                            PromptRows.this.header(line, columns);
                        }

                        @Override
                        public void row(int line, Map<String, String> row) {
                            PromptRows.this.row(line, row);
                        }
                    })
                    .read();
        } catch (JacksonException e) {
            DataSets.reportSyntax(source, 0, e);
        }
    }

    private void header(int line, List<String> columns) {
        if (template != null) {
            return;
        }
        for (String column : columns) {
            if (!columns().contains(column)) {
                String message = "unknown column " + YamlMap.show(column);
                String expected = "one of " + String.join(", ", columns()) + "; others need a 'template'";
                source.report(line, 1, message, expected, DidYouMean.of(column, columns()));
            }
        }
        for (String column : conversations ? List.of("conversation", "text") : List.of("text")) {
            if (!columns.contains(column)) {
                source.report(line, 1, "the header lacks the column '%s'".formatted(column), null, null);
            }
        }
    }

    private void lines() {
        if (conversations || template != null) {
            String message = "a .txt file has no columns";
            source.report(1, 1, message, "a file that ends in .jsonl or .csv", null);
            return;
        }
        for (int i = 0; i < source.lines().size(); i++) {
            if (!source.lines().get(i).isBlank()) {
                row(i + 1, Map.of("text", source.lines().get(i).strip()));
            }
        }
    }

    private void row(int line, Map<String, String> row) {
        String text = row.getOrDefault("text", "");
        if (template != null) {
            checkTemplate(line, row);
            text = template.filled(row);
        }
        String expected = row.get("expected");
        String id = id(line, row);
        if (text.isBlank()) {
            source.report(line, 1, "the text is blank", "a prompt", null);
        } else if (text.length() > Limits.UTTERANCE_CHARS) {
            source.report(
                    line, 1, "the text is too long", "at most %d characters".formatted(Limits.UTTERANCE_CHARS), null);
        }
        if (prompts.size() == Limits.UTTERANCES) {
            source.report(line, 1, "there are too many prompts", "at most " + Limits.UTTERANCES, null);
        }
        prompts.add(new Prompt(id, text, expected == null || expected.isEmpty() ? null : expected));
    }

    /** Said once, at the first row: the columns of a CSV file are the same in all. */
    private void checkTemplate(int line, Map<String, String> row) {
        if (checked || template == null) {
            return;
        }
        checked = true;
        for (String column : template.unknown(row.keySet())) {
            source.report(
                    line,
                    1,
                    "the template names a column %s that is not here".formatted(YamlMap.show(column)),
                    "one of " + String.join(", ", row.keySet()),
                    DidYouMean.of(column, row.keySet()));
        }
    }

    private String id(int line, Map<String, String> row) {
        String conversation = row.getOrDefault("conversation", "");
        if (conversations) {
            beginOrGoOn(line, conversation);
        }
        String made = conversations
                ? conversation + "-" + turns.get(conversation)
                : String.format(Locale.ROOT, "p%04d", prompts.size() + 1);
        String given = row.getOrDefault("id", "");
        String id = given.isEmpty() ? made : given;
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
        return id;
    }

    private void beginOrGoOn(int line, String conversation) {
        if (!conversation.equals(current) && turns.containsKey(conversation)) {
            String message = "the conversation %s goes on after another one".formatted(YamlMap.show(conversation));
            source.report(line, 1, message, "all its turns one after another", null);
        }
        current = conversation;
        turns.merge(conversation, 1, Integer::sum);
    }

    private List<Conversation> asked() {
        List<Conversation> all = new ArrayList<>();
        int first = 0;
        for (int length : turns.values()) {
            all.add(new Conversation(first, length));
            first += length;
        }
        return all;
    }
}
