package dev.taximeter.provider.http;

import dev.taximeter.model.AnswerFormat;
import tools.jackson.core.JsonGenerator;

/** How the Chat Completions request asks for a form of the answer. */
final class AnswerFields {
    private AnswerFields() {}

    static void write(JsonGenerator json, AnswerFormat format) {
        switch (format) {
            case AnswerFormat.Text _ -> {}
            case AnswerFormat.JsonObject _ -> {
                json.writeObjectPropertyStart("response_format");
                json.writeStringProperty("type", "json_object");
                json.writeEndObject();
            }
            case AnswerFormat.JsonSchema wanted -> schema(json, wanted);
            case AnswerFormat.ToolCall tool -> tool(json, tool);
        }
    }

    private static void schema(JsonGenerator json, AnswerFormat.JsonSchema wanted) {
        json.writeObjectPropertyStart("response_format");
        json.writeStringProperty("type", "json_schema");
        json.writeObjectPropertyStart("json_schema");
        json.writeStringProperty("name", wanted.name());
        raw(json, "schema", wanted.schema());
        json.writeBooleanProperty("strict", true);
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void tool(JsonGenerator json, AnswerFormat.ToolCall tool) {
        json.writeArrayPropertyStart("tools");
        json.writeStartObject();
        json.writeStringProperty("type", "function");
        json.writeObjectPropertyStart("function");
        json.writeStringProperty("name", tool.name());
        raw(json, "parameters", tool.schema());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectPropertyStart("tool_choice");
        json.writeStringProperty("type", "function");
        json.writeObjectPropertyStart("function");
        json.writeStringProperty("name", tool.name());
        json.writeEndObject();
        json.writeEndObject();
    }

    /** @param value JSON text */
    static void raw(JsonGenerator json, String name, String value) {
        json.writeName(name);
        json.writeRawValue(value);
    }
}
