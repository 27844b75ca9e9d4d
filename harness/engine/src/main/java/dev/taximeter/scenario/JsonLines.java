package dev.taximeter.scenario;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.scenario.Utterances.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files with one JSON object a line, whose fields are text, but for marked entities. Blank lines are skipped. */
final class JsonLines {
    private static final String ENTITIES = "entities";
    private static final List<String> UTTERANCE = List.of("text", "intent", "split", ENTITIES);

    private final SourceFile source;
    /** Null when any field is taken. */
    private final @Nullable List<String> fields;

    private final List<String> required;
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * @param fields that an object may have; null for any
     * @param required those of them that it must have
     */
    JsonLines(SourceFile source, @Nullable List<String> fields, List<String> required) {
        this.source = source;
        this.fields = fields;
        this.required = required;
    }

    /** Objects that may have any fields besides these. */
    static JsonLines ofAnyFields(SourceFile source, List<String> required) {
        return new JsonLines(source, null, required);
    }

    /** {@code {"text", "intent", "split"?, "entities"?}} a line; entities as {@link EntityMarks} has them. */
    static void readUtterances(SourceFile source, Utterances utterances) {
        JsonLines lines = new JsonLines(source, UTTERANCE, List.of("text", "intent"));
        lines.forEach((row, line) -> {
            String word = row.get("split");
            Split split = word == null ? null : utterances.split(line, 1, word);
            if ((word == null || split != null) && !utterances.isFull()) {
                utterances.add(
                        line,
                        1,
                        row.getOrDefault("text", ""),
                        row.getOrDefault("intent", ""),
                        lines.entities(line, row.get(ENTITIES)),
                        split);
            }
        });
    }

    private List<EntitySpan> entities(int line, @Nullable String json) {
        List<EntitySpan> entities = json == null ? List.of() : EntityMarks.inJson(mapper.readTree(json));
        if (entities == null) {
            source.report(line, 1, "the entities cannot be read", EntityMarks.JSON, null);
        }
        return entities == null ? List.of() : entities;
    }

    /** Gives each valid line and its 1-based number; reports the others. */
    void forEach(ObjIntConsumer<Map<String, String>> consumer) {
        for (int i = 0; i < source.lines().size(); i++) {
            if (!source.lines().get(i).isBlank()) {
                Map<String, String> row = row(i);
                if (row != null) {
                    consumer.accept(row, i + 1);
                }
            }
        }
    }

    private @Nullable Map<String, String> row(int index) {
        JsonNode node;
        try {
            node = mapper.readTree(source.lines().get(index));
        } catch (JacksonException e) {
            DataSets.reportSyntax(source, index, e);
            return null;
        }
        if (!node.isObject()) {
            source.report(index + 1, 1, "this line is no object", "{\"text\": \"…\"}", null);
            return null;
        }
        Map<String, String> row = new LinkedHashMap<>();
        boolean valid = true;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            valid &= take(index + 1, field, row);
        }
        for (String name : required) {
            if (!node.has(name)) {
                source.report(index + 1, 1, "the field '%s' is missing".formatted(name), "a text", null);
                valid = false;
            }
        }
        return valid ? row : null;
    }

    private boolean take(int line, Map.Entry<String, JsonNode> field, Map<String, String> row) {
        String name = field.getKey();
        if (fields != null && !fields.contains(name)) {
            String message = "unknown field " + YamlMap.show(name);
            source.report(line, 1, message, "one of " + String.join(", ", fields), DidYouMean.of(name, fields));
            return false;
        }
        if (fields != null && name.equals(ENTITIES)) {
            row.put(name, field.getValue().toString()); // read again by who knows the text
            return true;
        }
        if (!field.getValue().isString()) {
            source.report(line, 1, "the field '%s' is not text".formatted(name), "a text in quotes", null);
            return false;
        }
        row.put(name, field.getValue().stringValue());
        return true;
    }
}
