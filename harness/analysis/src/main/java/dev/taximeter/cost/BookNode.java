package dev.taximeter.cost;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping in a price book. Whatever is wrong with it goes to the list of problems, with its place, and reading goes on,
 * so that all mistakes are found at once; a value that is wrong or missing is then null.
 */
final class BookNode {
    private final String file;
    private final Node node;
    private final List<BookProblem> problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /** @param known the keys that it may have */
    BookNode(String file, Node node, Set<String> known, List<BookProblem> problems) {
        this.file = file;
        this.node = node;
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> keep(tuple, known));
        } else {
            problem(node, "expected a mapping with the keys " + String.join(", ", known));
        }
    }

    private void keep(NodeTuple tuple, Set<String> known) {
        String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!known.contains(key)) {
            List<String> nearest = Nearest.to(key, known);
            problem(
                    tuple.getKeyNode(),
                    "unknown key '" + key + "'; "
                            + (nearest.isEmpty()
                                    ? "expected one of " + String.join(", ", known)
                                    : "did you mean '" + nearest.getFirst() + "'?"));
        } else if (values.putIfAbsent(key, tuple.getValueNode()) != null) {
            problem(tuple.getKeyNode(), "'" + key + "' is given twice");
        }
    }

    /** Where it stands. */
    Place place() {
        return place(node);
    }

    /** A text that must be there and not be blank. */
    @Nullable
    String text(String key) {
        Node value = required(key);
        if (value == null) {
            return null;
        }
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        problem(value, "'" + key + "' is empty; expected a text");
        return null;
    }

    /** A text that may be missing. */
    @Nullable
    String textIfAny(String key) {
        return values.containsKey(key) ? text(key) : null;
    }

    /** The value that a word stands for; null when it is missing or stands for none. */
    <T> @Nullable T choiceIfAny(String key, Map<String, T> choices) {
        String word = textIfAny(key);
        T chosen = word == null ? null : choices.get(word);
        if (word != null && chosen == null) {
            problemAt(
                    key, "'%s' is '%s'; expected one of %s".formatted(key, word, String.join(", ", choices.keySet())));
        }
        return chosen;
    }

    /** A mapping inside this one that may be missing. */
    Optional<BookNode> mapIfAny(String key, Set<String> known) {
        return Optional.ofNullable(values.get(key)).map(value -> new BookNode(file, value, known, problems));
    }

    /** The mappings of a list that may be missing. */
    List<BookNode> maps(String key, Set<String> known) {
        return list(key).stream()
                .map(value -> new BookNode(file, value, known, problems))
                .toList();
    }

    /** A price that must be there. */
    @Nullable
    BigDecimal price(String key) {
        return required(key) == null ? null : priceIfAny(key);
    }

    /** A price that may be missing. */
    @Nullable
    BigDecimal priceIfAny(String key) {
        Node value = values.get(key);
        if (value == null) {
            return null;
        }
        String text = value instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!text.matches("-?[0-9]{1,12}(\\.[0-9]{1,12})?")) {
            problem(value, "'" + key + "' is '" + text + "'; expected a plain number, e.g. 1.50");
            return null;
        }
        if (text.startsWith("-")) {
            problem(value, "'" + key + "' is negative: " + text + "; expected a price of at least 0");
            return null;
        }
        return new BigDecimal(text);
    }

    /** A day that must be there. */
    @Nullable
    LocalDate day(String key) {
        return required(key) == null ? null : dayIfAny(key);
    }

    /** A day that may be missing. */
    @Nullable
    LocalDate dayIfAny(String key) {
        Node value = values.get(key);
        if (value == null) {
            return null;
        }
        String text = value instanceof ScalarNode scalar ? scalar.getValue() : "";
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            problem(value, "'" + key + "' is '" + text + "'; expected a day, e.g. 2023-06-13");
            return null;
        }
    }

    /** The entries of a list that may be missing. */
    List<Node> list(String key) {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(value, "'" + key + "' is not a list");
        return List.of();
    }

    void problemAt(String key, String what) {
        problem(values.getOrDefault(key, node), what);
    }

    /** Makes sure that it is there, whatever it is. */
    @Nullable
    Node required(String key) {
        Node value = values.get(key);
        if (value == null && node instanceof MappingNode) {
            problem(node, "'" + key + "' is missing");
        }
        return value;
    }

    private void problem(Node where, String what) {
        problems.add(new BookProblem(place(where), what));
    }

    private Place place(Node where) {
        return Place.of(file, where.getStartMark().orElse(null));
    }
}
