package dev.taximeter.scenario;

import dev.taximeter.model.JsonShape;
import dev.taximeter.model.LabelledUtterance;
import java.util.List;

/** The system prompts that language models are given when the scenario names none. */
final class DefaultInstructions {
    /** For answers from retrieved passages. */
    static final String KNOWLEDGE = """
        Answer the user's question from the passages below and from nothing else, in one or two sentences. When they do \
        not hold the answer, say that you do not know.\
        """;

    private DefaultInstructions() {}

    /** The system prompt of language models when the scenario gives none. */
    static String forIntents(List<String> intents) {
        if (intents.isEmpty()) {
            return "";
        }
        return """
            You read what a user says and name the intent behind it. Reply with the name of exactly one intent from \
            the list below, or with %s when none of them fits. Reply with the name alone: no other word, no \
            punctuation, no explanation.

            Intents:
            %s
            """.formatted(LabelledUtterance.OUT_OF_SCOPE, String.join("\n", intents))
                .strip();
    }

    /** The same for answers that have to be JSON. */
    static String forJson(JsonShape json) {
        return """
            Answer with one JSON object and nothing else: no other word, no code fence, no comment. It has to be valid \
            against this JSON Schema:

            %s
            """.formatted(json.schema()).strip();
    }
}
