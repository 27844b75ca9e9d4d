package dev.taximeter.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The members that a JSON Schema names, as somebody sees them who fills in a table: by paths such as {@code address.city}.
 * Only what {@code properties} says plainly is known; members behind references and alternatives are taken as they come.
 */
final class SchemaFields {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode schema;

    /** @param schema as JSON text */
    SchemaFields(String schema) {
        this.schema = JSON.readTree(schema);
    }

    /** A member of this path that the schema surely does not allow: its nearest neighbours; null when it may be there. */
    @Nullable
    List<String> insteadOf(String path) {
        JsonNode at = schema;
        for (String name : path.split("\\.", -1)) {
            JsonNode properties = at.path("properties");
            if (!properties.isObject() || at.has("patternProperties")) {
                return null;
            }
            if (!properties.has(name)) {
                return at.path("additionalProperties").isBoolean()
                                && !at.path("additionalProperties").booleanValue()
                        ? List.copyOf(properties.propertyNames())
                        : null;
            }
            at = properties.path(name);
        }
        return null;
    }

    /**
     * What a cell says of the member of this path: a text where the schema has texts, else JSON; where both are allowed, JSON
     * if it is.
     *
     * @throws Unfit when the schema has no texts there and the cell is not of a type that it has
     */
    JsonNode value(String path, String cell) throws Unfit {
        Set<String> types = types(path);
        if (types.equals(Set.of("string"))) {
            return StringNode.valueOf(cell);
        }
        JsonNode read = json(cell);
        if (read != null && (types.isEmpty() || types.contains(typeOf(read)) || isWholeNumber(types, read))) {
            return read;
        }
        if (types.isEmpty() || types.contains("string")) {
            return StringNode.valueOf(cell);
        }
        throw new Unfit(
                String.join(" or ", new ArrayList<>(types).stream().sorted().toList()));
    }

    /** Whether a text is a JSON object. */
    static boolean isObject(String text) {
        JsonNode read = json(text);
        return read != null && read.isObject();
    }

    /** Puts a value at its path. */
    static void put(ObjectNode object, String path, JsonNode value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            object.set(path, value);
        } else {
            put(object.withObjectProperty(path.substring(0, dot)), path.substring(dot + 1), value);
        }
    }

    private Set<String> types(String path) {
        JsonNode at = schema;
        for (String name : path.split("\\.", -1)) {
            at = at.path("properties").path(name);
        }
        Set<String> types = new HashSet<>();
        JsonNode type = at.path("type");
        if (type.isString()) {
            types.add(type.stringValue());
        }
        type.forEach(each -> types.add(each.asString("")));
        return types;
    }

    private static boolean isWholeNumber(Set<String> types, JsonNode read) {
        return types.contains("number") && read.isNumber();
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case OBJECT -> "object";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case STRING -> "string";
            case BINARY, MISSING, POJO -> "";
        };
    }

    private static @Nullable JsonNode json(String cell) {
        try {
            return JSON.readTree(cell);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** A cell that cannot be what the schema asks for. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;

        /** @param types that the schema has there */
        Unfit(String types) {
            super(types, null, false, false);
        }

        String types() {
            return String.valueOf(getMessage());
        }
    }
}
