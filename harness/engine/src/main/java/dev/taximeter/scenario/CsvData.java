package dev.taximeter.scenario;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.scenario.Utterances.Split;
import java.util.List;
import java.util.Map;

/**
 * Labelled utterances as comma-separated values: {@code text,intent} and perhaps {@code split} (train, validation or test)
 * and {@code entities} ({@link EntityMarks}). {@code category} may stand for {@code intent}, as in BANKING77.
 */
final class CsvData implements CsvRows.Reader {
    static final List<String> COLUMNS = List.of("text", "intent", "split", "entities");

    private static final String CATEGORY = "category";

    private final SourceFile source;
    private final Utterances utterances;

    private CsvData(SourceFile source, Utterances utterances) {
        this.source = source;
        this.utterances = utterances;
    }

    /** @throws tools.jackson.core.JacksonException if the file is no CSV */
    static void read(SourceFile source, Utterances utterances) {
        new CsvRows(source, new CsvData(source, utterances)).read();
    }

    @Override
    public boolean isFull() {
        return utterances.isFull();
    }

    @Override
    public void header(int line, List<String> found) {
        List<String> columns = found.stream()
                .map(column -> column.equals(CATEGORY) ? "intent" : column)
                .toList();
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                String message = "unknown column " + YamlMap.show(column);
                source.report(
                        line,
                        1,
                        message,
                        "text, intent and perhaps split and entities",
                        DidYouMean.of(column, COLUMNS));
            }
        }
        for (String column : COLUMNS.subList(0, 2)) {
            if (!columns.contains(column)) {
                source.report(line, 1, "the header lacks the column '%s'".formatted(column), "text,intent,split", null);
                utterances.abandon();
            }
        }
    }

    @Override
    public void row(int line, Map<String, String> row) {
        String text = row.get("text");
        String intent = row.containsKey("intent") ? row.get("intent") : row.get(CATEGORY);
        if (text == null || intent == null) {
            return; // the header was reported
        }
        String split = row.get("split");
        Split part = split == null ? null : utterances.split(line, 1, split);
        if (split == null || part != null) {
            utterances.add(line, 1, text, intent, entities(line, row.getOrDefault("entities", "")), part);
        }
    }

    private List<EntitySpan> entities(int line, String field) {
        List<EntitySpan> entities = EntityMarks.inCsv(field);
        if (entities == null) {
            String message = "the entities %s cannot be read".formatted(YamlMap.show(field));
            source.report(line, 1, message, EntityMarks.CSV, null);
        }
        return entities == null ? List.of() : entities;
    }
}
