package dev.taximeter.emulator;

import tools.jackson.databind.JsonNode;

/** What shape of answer the client asked for. */
sealed interface AnswerForm {
    /** Whatever the model says. */
    record Text() implements AnswerForm {}

    /** Any JSON object. */
    record AnyJson() implements AnswerForm {}

    /**
     * JSON of a given schema.
     *
     * @param schema a JSON Schema
     */
    record SchemaJson(JsonNode schema) implements AnswerForm {}

    /**
     * A call of a tool. The {@link Completion} is its arguments; the wire puts them where its vendor does.
     *
     * @param name of the tool
     * @param schema JSON Schema of its arguments
     */
    record ToolCall(String name, JsonNode schema) implements AnswerForm {}

    /** Plain text. */
    AnswerForm TEXT = new Text();
}
