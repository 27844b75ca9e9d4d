package dev.taximeter.model;

/** The form that an answer is asked for, in the request itself; what the prompt asks for in words is not here. */
public sealed interface AnswerFormat {

    /** Whatever the model says. */
    AnswerFormat TEXT = new Text();

    /** Nothing is asked for; also for JSON that the prompt alone demands. */
    record Text() implements AnswerFormat {}

    /** Any JSON object. */
    record JsonObject() implements AnswerFormat {}

    /**
     * JSON of a schema, strictly.
     *
     * @param name {@code [A-Za-z0-9_-]{1,64}}
     * @param schema a JSON Schema, as JSON text
     */
    record JsonSchema(String name, String schema) implements AnswerFormat {}

    /**
     * The arguments of a function that the model has to call; they are the answer's text.
     *
     * @param name {@code [A-Za-z0-9_-]{1,64}}
     * @param schema a JSON Schema of the arguments, as JSON text
     */
    record ToolCall(String name, String schema) implements AnswerFormat {}
}
