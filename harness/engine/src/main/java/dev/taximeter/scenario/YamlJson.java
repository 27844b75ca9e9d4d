package dev.taximeter.scenario;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** YAML as the JSON that it says. */
final class YamlJson {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private YamlJson() {}

    static String text(Node node) {
        return JSON.writeValueAsString(of(node));
    }

    private static JsonNode of(Node node) {
        return switch (node) {
            case MappingNode map -> object(map);
            case SequenceNode list -> array(list);
            case ScalarNode scalar -> value(scalar);
            default -> throw new IllegalStateException("a node of an unknown kind: " + node.getNodeType());
        };
    }

    private static ObjectNode object(MappingNode map) {
        ObjectNode object = NODES.objectNode();
        for (NodeTuple entry : map.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) { // other keys were reported
                object.set(key.getValue(), of(entry.getValueNode()));
            }
        }
        return object;
    }

    private static ArrayNode array(SequenceNode list) {
        ArrayNode array = NODES.arrayNode();
        list.getValue().forEach(item -> array.add(of(item)));
        return array;
    }

    private static JsonNode value(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL)) {
            return NODES.nullNode();
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        if (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT)) {
            return number(text);
        }
        return NODES.stringNode(text);
    }

    /** Numbers that JSON does not know, such as {@code .inf} or {@code 0x1F}, stay text. */
    private static JsonNode number(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return NODES.stringNode(text);
        }
    }
}
