package dev.taximeter.model;

/**
 * The JSON that answers have to be.
 *
 * @param name {@code [A-Za-z0-9_-]{1,64}}
 * @param schema a JSON Schema, as JSON text
 */
public record JsonShape(String name, String schema) {

    /** What a request says when it asks for this shape in that form. */
    public AnswerFormat in(JsonForm form) {
        return switch (form) {
            case PROMPT -> AnswerFormat.TEXT;
            case JSON_OBJECT -> new AnswerFormat.JsonObject();
            case JSON_SCHEMA -> new AnswerFormat.JsonSchema(name, schema);
            case TOOL_CALL -> new AnswerFormat.ToolCall(name, schema);
        };
    }
}
