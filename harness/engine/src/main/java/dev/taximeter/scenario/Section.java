package dev.taximeter.scenario;

import java.util.List;

/**
 * A mapping of a file and the keys that it may have.
 *
 * @param name as messages call it, e.g. {@code load.open}
 * @param keys in the order in which messages list them
 */
record Section(String name, List<String> keys) {
    static Section of(String name, String... keys) {
        return new Section(name, List.of(keys));
    }
}
