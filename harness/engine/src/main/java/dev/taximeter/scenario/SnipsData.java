package dev.taximeter.scenario;

import dev.taximeter.model.EntitySpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * SNIPS' public format, one file an intent: {@code {intent: [{"data": [{"text", "entity"?}]}]}}. The parts of an utterance
 * follow one another; a part with an entity is a marked span.
 */
final class SnipsData {
    private SnipsData() {}

    /** Whether the file could be read at all; problems are reported. Its places are not known beyond the file. */
    static boolean read(SourceFile source, Utterances utterances) {
        JsonNode root;
        try {
            root = new JsonMapper().readTree(source.text());
        } catch (JacksonException e) {
            DataSets.reportSyntax(source, 0, e);
            return false;
        }
        for (Map.Entry<String, JsonNode> intent : root.properties()) {
            for (JsonNode utterance : intent.getValue()) {
                if (!add(utterance.path("data"), intent.getKey(), utterances)) {
                    String expected = "{intent: [{\"data\": [{\"text\", \"entity\"?}]}]}";
                    source.report(1, 1, "this is not the SNIPS format", expected, null);
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean add(JsonNode parts, String intent, Utterances utterances) {
        StringBuilder text = new StringBuilder();
        List<EntitySpan> entities = new ArrayList<>();
        int at = 0;
        for (JsonNode part : parts) {
            if (!part.path("text").isString()) {
                return false;
            }
            String words = part.path("text").stringValue();
            int length = words.codePointCount(0, words.length());
            if (part.path("entity").isString() && length > 0) {
                entities.add(new EntitySpan(part.path("entity").stringValue(), at, at + length));
            }
            text.append(words);
            at += length;
        }
        if (parts.isArray()) {
            utterances.add(1, 1, text.toString(), intent, entities, null);
        }
        return parts.isArray();
    }
}
