package dev.taximeter.emulator.pubsub;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which messages a subscription wants: those with all of these attributes.
 *
 * @param attributes empty for all messages
 */
record Filter(Map<String, String> attributes) {
    private static final Pattern EQUALITY =
            Pattern.compile("\\s*attributes\\.([A-Za-z][A-Za-z0-9_-]*)\\s*=\\s*\"([^\"\\\\]*)\"\\s*");

    /**
     * Reads what the protocol writes, as far as it is equality and AND.
     *
     * @param filter empty for none
     */
    static Filter of(String filter) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (!filter.isBlank()) {
            for (String part : filter.split("\\bAND\\b", -1)) {
                Matcher equality = EQUALITY.matcher(part);
                if (!equality.matches()) {
                    throw Refusal.notFaked("filter but attributes.NAME = \"VALUE\" and AND, and got: " + filter);
                }
                attributes.put(equality.group(1), equality.group(2));
            }
        }
        return new Filter(attributes);
    }

    boolean wants(Map<String, String> message) {
        return attributes.entrySet().stream()
                .allMatch(wanted -> wanted.getValue().equals(message.get(wanted.getKey())));
    }
}
