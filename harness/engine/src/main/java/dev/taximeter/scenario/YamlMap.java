package dev.taximeter.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping, read strictly. Getters report what is wrong and go on, so that one reading finds every problem; a getter
 * that returns null or its fallback for a wrong value has reported it.
 */
final class YamlMap {
    private final SourceFile source;
    private final Node node;
    private final String name;
    private final @Nullable Section section;
    private final Map<String, NodeTuple> entries;

    private YamlMap(SourceFile source, Node node, String name, @Nullable Section section) {
        this.source = source;
        this.node = node;
        this.name = name;
        this.section = section;
        this.entries = new LinkedHashMap<>();
    }

    /** The root of a file; null when it is no mapping. */
    static @Nullable YamlMap root(SourceFile source, Node node, Section section) {
        return of(source, node, section.name(), section);
    }

    private static @Nullable YamlMap of(SourceFile source, Node node, String name, @Nullable Section section) {
        if (!(node instanceof MappingNode mapping)) {
            String keys = section == null ? "a mapping" : "a mapping with " + String.join(", ", section.keys());
            source.report(node, "'%s' is %s".formatted(name, describe(node)), keys, null);
            return null;
        }
        YamlMap map = new YamlMap(source, node, name, section);
        mapping.getValue().forEach(map::take);
        return map;
    }

    private void take(NodeTuple entry) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            source.report(entry.getKeyNode(), "this key is " + describe(entry.getKeyNode()), "a word as key", null);
            return;
        }
        String word = key.getValue();
        if (Secrets.in(word)) {
            return; // reported where the text was scanned
        }
        if (entries.containsKey(word)) {
            int first =
                    entries.get(word).getKeyNode().getStartMark().orElseThrow().getLine() + 1;
            source.report(
                    key, "key %s is there twice; the first is in line %d".formatted(show(word), first), null, null);
        } else if (section == null || section.keys().contains(word)) {
            entries.put(word, entry);
        } else {
            String near = DidYouMean.of(word, section.keys());
            source.report(key, "unknown key " + show(word), "one of " + String.join(", ", section.keys()), near);
        }
    }

    /**
     * Says, once the mapping's kind is known, which keys it may have.
     *
     * @param section the keys of this kind
     * @param all the keys of any kind; those are not unknown, they only do not belong here
     * @param kind as messages call it
     */
    void restrict(Section section, Section all, String kind) {
        String expected = "one of " + String.join(", ", section.keys());
        entries.forEach((key, entry) -> {
            if (!section.keys().contains(key)) {
                boolean known = all.keys().contains(key);
                String message =
                        known ? "key '%s' does not go with %s".formatted(key, kind) : "unknown key " + show(key);
                String near = known ? null : DidYouMean.of(key, section.keys());
                source.report(entry.getKeyNode(), message, expected, near);
            }
        });
    }

    Set<String> keys() {
        return entries.keySet();
    }

    boolean has(String key) {
        return entry(key) != null;
    }

    <T> @Nullable T optional(String key, Kind<T> kind) {
        NodeTuple entry = entry(key);
        return entry == null ? null : scalar("'" + key + "'", entry.getValueNode(), kind);
    }

    <T> T optional(String key, Kind<T> kind, T fallback) {
        T value = optional(key, kind);
        return value == null ? fallback : value;
    }

    <T> @Nullable T required(String key, Kind<T> kind) {
        if (!has(key)) {
            missing(key, kind.expected());
        }
        return optional(key, kind);
    }

    @Nullable
    YamlMap optionalMap(String key, Section of) {
        NodeTuple entry = entry(key);
        return entry == null ? null : of(source, entry.getValueNode(), key, of);
    }

    @Nullable
    YamlMap requiredMap(String key, Section of) {
        if (!has(key)) {
            missing(key, "a mapping with " + String.join(", ", of.keys()));
        }
        return optionalMap(key, of);
    }

    /** A mapping whose keys are not known yet, e.g. because one of its values says which kind it is. */
    @Nullable
    YamlMap optionalOpen(String key) {
        NodeTuple entry = entry(key);
        return entry == null ? null : of(source, entry.getValueNode(), key, null);
    }

    /** Whether the value of this key is a mapping. */
    boolean isMap(String key) {
        NodeTuple entry = entry(key);
        return entry != null && entry.getValueNode() instanceof MappingNode;
    }

    /** Whether the value of this key is a list. */
    boolean isList(String key) {
        NodeTuple entry = entry(key);
        return entry != null && entry.getValueNode() instanceof SequenceNode;
    }

    /** All of it as JSON text. */
    String json() {
        return YamlJson.text(node);
    }

    /** A mapping whose keys are the user's own names. */
    @Nullable
    YamlMap requiredNames(String key, String expected) {
        NodeTuple entry = entry(key);
        if (entry == null) {
            missing(key, expected);
            return null;
        }
        return of(source, entry.getValueNode(), key, null);
    }

    /** A list of values; null when it is not one or when any value is wrong. */
    <T> @Nullable List<T> optionalList(String key, Kind<T> kind) {
        NodeTuple entry = entry(key);
        if (entry == null) {
            return null;
        }
        if (!(entry.getValueNode() instanceof SequenceNode sequence)) {
            source.report(
                    entry.getValueNode(),
                    "'%s' is %s".formatted(key, describe(entry.getValueNode())),
                    "a list, each entry " + kind.expected(),
                    null);
            return null;
        }
        List<T> values = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            T value = scalar("an entry of '" + key + "'", item, kind);
            if (value != null) {
                values.add(value);
            }
        }
        return values.size() == sequence.getValue().size() ? values : null;
    }

    void missing(String key, String expected) {
        source.report(node, "'%s' lacks the key '%s'".formatted(name, key), expected, null);
    }

    /** Reports on the value of a key, or on the whole mapping when the key is missing. */
    void report(String key, String message, @Nullable String expected, @Nullable String suggestion) {
        NodeTuple entry = entry(key);
        source.report(entry == null ? node : entry.getValueNode(), message, expected, suggestion);
    }

    /** Reports on a key. */
    void reportKey(String key, String message, @Nullable String expected, @Nullable String suggestion) {
        NodeTuple entry = entry(key);
        source.report(entry == null ? node : entry.getKeyNode(), message, expected, suggestion);
    }

    /** Reports on the value of a key without showing its line. */
    void reportUnseen(String key, String message, @Nullable String expected) {
        NodeTuple entry = entry(key);
        source.reportUnseen(entry == null ? node : entry.getValueNode(), message, expected);
    }

    private @Nullable NodeTuple entry(String key) {
        if (section != null && !section.keys().contains(key)) {
            throw new IllegalArgumentException("'%s' is not a key of %s".formatted(key, section.name()));
        }
        return entries.get(key);
    }

    private <T> @Nullable T scalar(String what, Node value, Kind<T> kind) {
        if (!(value instanceof ScalarNode scalar)) {
            source.report(value, what + " is " + describe(value), kind.expected(), null);
            return null;
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            source.report(value, what + " has no value", kind.expected(), null);
            return null;
        }
        if (Secrets.in(scalar.getValue())) {
            return null; // reported where the text was scanned
        }
        try {
            return kind.read(scalar);
        } catch (Kind.Misfit e) {
            if (kind.shown()) {
                String found = "%s is %s: %s".formatted(what, show(scalar.getValue()), e.reason());
                source.report(value, found, kind.expected(), e.suggestion());
            } else {
                source.reportUnseen(value, e.reason(), e.reason().equals(Secrets.REFUSAL) ? null : kind.expected());
            }
            return null;
        }
    }

    private static String describe(Node node) {
        return switch (node.getNodeType()) {
            case MAPPING -> "a mapping";
            case SEQUENCE -> "a list";
            case SCALAR -> node.getTag().equals(Tag.NULL) ? "empty" : "a single value";
            case ANCHOR -> "an anchor";
        };
    }

    /** A user's word in quotes, short, on one line. */
    static String show(String word) {
        String line = word.replaceAll("\\p{Cntrl}+", " ").strip();
        return "'" + (line.length() > 60 ? line.substring(0, 57) + "…" : line) + "'";
    }
}
