package dev.taximeter.serve;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A request in one of the shapes that the server understands.
 *
 * @param shape in which the answer is to be
 * @param texts what is asked, at least one
 * @param body the whole request, for what the answer repeats of it
 * @param model the model's name in the path; empty where the shape has none there
 */
record Asked(Shape shape, List<String> texts, JsonNode body, String model) {
    private static final int MOST_TEXTS = 256;
    private static final int MOST_CHARS = 20_000;

    Asked {
        texts = List.copyOf(texts);
    }

    /** Whose wire format it is. */
    enum Shape {
        /** Our own: Rasa's with times. */
        PARSE,
        /** Rasa's {@code /model/parse}. */
        RASA,
        /** KServe's v2 inference protocol, which Triton and others speak. */
        KSERVE,
        /** OpenAI's {@code /v1/embeddings}. */
        EMBEDDINGS
    }

    /** The request cannot be answered; the message says what is wrong with it. */
    static final class Unreadable extends Exception {
        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    static Asked of(Shape shape, JsonNode body, String model) throws Unreadable {
        List<String> texts = switch (shape) {
            case PARSE -> body.has("texts") ? strings(body.path("texts")) : strings(body.path("text"));
            case RASA -> strings(body.path("text"));
            case KSERVE -> kserve(body);
            case EMBEDDINGS -> strings(body.path("input"));
        };
        if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
            throw new Unreadable("wants 1 to %d texts, not %d".formatted(MOST_TEXTS, texts.size()));
        }
        if (texts.stream().anyMatch(text -> text.length() > MOST_CHARS)) {
            throw new Unreadable("a text is longer than %d characters".formatted(MOST_CHARS));
        }
        return new Asked(shape, texts, body, model);
    }

    private static List<String> kserve(JsonNode body) throws Unreadable {
        for (JsonNode input : body.path("inputs")) {
            if (input.path("datatype").asString("").equals("BYTES")) {
                return strings(input.path("data"));
            }
        }
        throw new Unreadable("wants an input of datatype BYTES with the texts");
    }

    private static List<String> strings(JsonNode node) throws Unreadable {
        if (node.isString()) {
            return List.of(node.asString());
        }
        if (!node.isArray()) {
            throw new Unreadable("has no text");
        }
        for (JsonNode element : node) {
            if (!element.isString()) {
                throw new Unreadable("a text is no string");
            }
        }
        return node.valueStream().map(JsonNode::asString).toList();
    }
}
