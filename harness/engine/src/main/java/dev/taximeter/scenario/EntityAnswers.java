package dev.taximeter.scenario;

import dev.taximeter.model.EntitySpan;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a language model is asked to name entities: by their type and their own words, because it cannot count letters. */
public final class EntityAnswers {
    private EntityAnswers() {}

    /**
     * The right answer, as JSON: {@code {"entities":[{"type":"city","text":"Oslo"}]}}.
     *
     * @param spans marked in the text
     */
    public static String of(String text, List<EntitySpan> spans) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode entities = answer.putArray("entities");
        spans.forEach(span -> entities.addObject().put("type", span.type()).put("text", span.in(text)));
        return answer.toString();
    }

    /** The system prompt of language models when the scenario gives none. */
    static String instructionsFor(List<String> types) {
        if (types.isEmpty()) {
            return "";
        }
        return """
            You read what a user says and pick out the entities in it. An entity is a part of the text that fills one of \
            the types below. Reply with one JSON object and nothing else, in this form:

            {"entities": [{"type": "a type from the list", "text": "the words as they stand in the text"}]}

            Copy the words exactly, with their spelling, and keep their order. When there is none, reply with \
            {"entities": []}.

            Types:
            %s
            """.formatted(String.join("\n", types)).strip();
    }
}
