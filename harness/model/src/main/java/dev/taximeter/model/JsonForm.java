package dev.taximeter.model;

/** How a request asks for JSON. */
public enum JsonForm {
    /** In words alone: the system prompt says it. */
    PROMPT,
    /** For any JSON object; of which schema, the system prompt says. */
    JSON_OBJECT,
    /** For JSON of the schema, by the vendor's own means. */
    JSON_SCHEMA,
    /** For the arguments of a function that the model has to call. */
    TOOL_CALL
}
