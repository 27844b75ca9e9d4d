package dev.taximeter.emulator;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Makes a value that a JSON Schema allows: types, {@code enum}, {@code const}, {@code anyOf}, references inside the
 * schema, bounds of numbers, lists and strings, and the usual formats. It does not know {@code pattern}.
 */
final class JsonInstances {
    private static final int DEEPEST = 16;
    private static final List<String> WORDS = List.of(
            "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron", "inlet", "jetty", "kayak", "lotus");

    private final JsonNode root;
    private final RandomGenerator random;
    private final @Nullable String preferred;

    private JsonInstances(JsonNode root, RandomGenerator random, @Nullable String preferred) {
        this.root = root;
        this.random = random;
        this.preferred = preferred;
    }

    /**
     * @param preferred taken wherever an {@code enum} has it, e.g. the label that is meant; null for none
     */
    static JsonNode of(JsonNode schema, RandomGenerator random, @Nullable String preferred) {
        return new JsonInstances(schema, random, preferred).value(schema, 0);
    }

    private JsonNode value(JsonNode given, int depth) {
        JsonNode schema =
                given.path("$ref").isString() ? target(given.path("$ref").stringValue()) : given;
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (!schema.path("enum").isEmpty()) {
            return choice(schema.get("enum"));
        }
        for (String word : List.of("anyOf", "oneOf", "allOf")) {
            if (!schema.path(word).isEmpty()) {
                return value(schema.get(word).get(0), depth + 1);
            }
        }
        return switch (depth > DEEPEST ? "null" : type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> IntNode.valueOf((int) number(schema, true));
            case "number" -> DoubleNode.valueOf(number(schema, false));
            case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
            case "null" -> NullNode.getInstance();
            default -> StringNode.valueOf(text(schema));
        };
    }

    /** A reference such as {@code #/$defs/address}; others are not followed. */
    private JsonNode target(String reference) {
        return reference.startsWith("#") ? root.at(reference.substring(1)) : Json.object();
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isString()) {
            return type.stringValue();
        }
        for (JsonNode each : type) {
            if (!each.asString("").equals("null")) {
                return each.asString("");
            }
        }
        return schema.has("properties") ? "object" : schema.has("items") ? "array" : "string";
    }

    private JsonNode choice(JsonNode options) {
        for (JsonNode option : options) {
            if (option.isString() && option.stringValue().equals(preferred)) {
                return option;
            }
        }
        return options.get(random.nextInt(options.size()));
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = Json.object();
        schema.path("properties")
                .properties()
                .forEach(entry -> object.set(entry.getKey(), value(entry.getValue(), depth + 1)));
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = Json.array();
        int least = schema.path("minItems").asInt(1);
        int most = Math.max(least, schema.path("maxItems").asInt(Math.max(least, 3)));
        int size = random.nextInt(least, most + 1);
        for (int i = 0; i < size; i++) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    private double number(JsonNode schema, boolean whole) {
        double least =
                schema.path("minimum").asDouble(schema.path("exclusiveMinimum").asDouble(-1) + 1);
        double most = schema.path("maximum")
                .asDouble(schema.path("exclusiveMaximum").asDouble(least + 100) - (whole ? 1 : 0));
        double number = least + random.nextDouble() * Math.max(0, most - least);
        return whole
                ? Math.floor(number)
                : Math.floor(number * 100) / 100 < least ? least : Math.floor(number * 100) / 100;
    }

    private String text(JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "date" -> "2023-06-%02d".formatted(random.nextInt(1, 31));
            case "date-time" -> "2023-06-%02dT12:00:00Z".formatted(random.nextInt(1, 31));
            case "time" -> "12:%02d:00Z".formatted(random.nextInt(60));
            case "email" -> word() + "@example.org";
            case "uri" -> "https://example.org/" + word();
            case "uuid" -> "00000000-0000-4000-8000-%012x".formatted(random.nextLong(1L << 48));
            default -> words(schema);
        };
    }

    private String words(JsonNode schema) {
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        StringBuilder text = new StringBuilder(word()).append(' ').append(word());
        while (text.length() < least) {
            text.append(' ').append(word());
        }
        text.setLength(Math.min(text.length(), most));
        return text.toString();
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
