package dev.taximeter.emulator;

import dev.taximeter.model.JsonFault;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Spoils an answer that was good JSON, in one of the ways in which models do. */
final class JsonDamage {
    private JsonDamage() {}

    /**
     * @param value what should have been said
     * @param required members that a schema requires; empty when there is none or it requires none
     */
    static String apply(JsonFault fault, JsonNode value, List<String> required, RandomGenerator random) {
        String json = value.toPrettyString();
        return switch (fault) {
            case FENCED -> "```json\n" + json + "\n```";
            case TRAILING_COMMA -> beforeLast(json, ",");
            case SINGLE_QUOTES -> json.replace('"', '\'');
            case CUT_OFF -> json.substring(0, Math.max(1, json.length() * 2 / 3));
            case WRONG_TYPE -> withWrongType(value, random).toPrettyString();
            case MISSING_FIELD -> withoutField(value, required, random).toPrettyString();
            case PROSE -> "Of course! I have read the request and everything in it is clear to me.";
        };
    }

    /** Good JSON with one wrong value: what a model says that does not know the answer. */
    static JsonNode differing(JsonNode right, RandomGenerator random) {
        if (!(right instanceof ObjectNode object) || object.isEmpty()) {
            return right;
        }
        ObjectNode wrong = object.deepCopy();
        String name = any(List.copyOf(object.propertyNames()), random);
        JsonNode value = object.get(name);
        wrong.set(
                name,
                switch (value.getNodeType()) {
                    case NUMBER -> IntNode.valueOf(value.asInt() + random.nextInt(1, 10));
                    case BOOLEAN -> BooleanNode.valueOf(!value.booleanValue());
                    case STRING -> StringNode.valueOf("not " + value.stringValue());
                    case OBJECT -> differing(value, random);
                    case ARRAY -> differing((ArrayNode) value, random);
                    case BINARY, MISSING, NULL, POJO -> StringNode.valueOf("unknown");
                });
        return wrong;
    }

    /** One element is forgotten or differs; where there is none, one is made up. */
    private static ArrayNode differing(ArrayNode right, RandomGenerator random) {
        ArrayNode wrong = right.deepCopy();
        if (wrong.isEmpty()) {
            return wrong.add("unknown");
        }
        int index = random.nextInt(wrong.size());
        JsonNode changed = differing(wrong.get(index), random);
        if (random.nextBoolean() || changed.equals(wrong.get(index))) {
            wrong.remove(index);
        } else {
            wrong.set(index, changed);
        }
        return wrong;
    }

    private static String beforeLast(String json, String added) {
        int end = json.length() - 1;
        int last = end;
        while (last > 1 && Character.isWhitespace(json.charAt(last - 1))) {
            last--;
        }
        return json.substring(0, last) + added + json.substring(last);
    }

    private static JsonNode withWrongType(JsonNode value, RandomGenerator random) {
        if (!(value instanceof ObjectNode object) || object.isEmpty()) {
            return Json.array().add(value);
        }
        ObjectNode spoiled = object.deepCopy();
        String name = any(List.copyOf(object.propertyNames()), random);
        spoiled.set(name, object.get(name).isString() ? IntNode.valueOf(7) : StringNode.valueOf("seven"));
        return spoiled;
    }

    private static JsonNode withoutField(JsonNode value, List<String> required, RandomGenerator random) {
        if (!(value instanceof ObjectNode object) || object.isEmpty()) {
            return Json.object();
        }
        ObjectNode spoiled = object.deepCopy();
        List<String> present = required.stream().filter(object::has).toList();
        spoiled.remove(any(present.isEmpty() ? List.copyOf(object.propertyNames()) : present, random));
        return spoiled;
    }

    private static String any(List<String> names, RandomGenerator random) {
        return names.get(random.nextInt(names.size()));
    }
}
