package dev.taximeter.scenario;

import dev.taximeter.scenario.Utterances.Split;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/**
 * CLINC150's public format: an object of parts, each a list of {@code [text, intent]}. Its training parts are learned,
 * its test parts asked; by its validation parts settings are chosen.
 */
final class ClincData {
    private static final Map<String, Split> USED = Map.of(
            "train", Split.TRAIN,
            "oos_train", Split.TRAIN,
            "val", Split.VALIDATION,
            "oos_val", Split.VALIDATION,
            "test", Split.TEST,
            "oos_test", Split.TEST);
    private static final List<String> PARTS = List.of("train", "val", "test", "oos_train", "oos_val", "oos_test");

    private final SourceFile source;
    private final Utterances utterances;
    private final JsonParser parser;

    private ClincData(SourceFile source, Utterances utterances, JsonParser parser) {
        this.source = source;
        this.utterances = utterances;
        this.parser = parser;
    }

    /** @throws tools.jackson.core.JacksonException if the file is no JSON */
    static void read(SourceFile source, Utterances utterances) {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (JsonParser parser = mapper.createParser(source.text())) {
            new ClincData(source, utterances, parser).parts();
        }
    }

    private void parts() {
        if (!expect(parser.nextToken(), JsonToken.START_OBJECT, "an object with " + String.join(", ", PARTS))) {
            return;
        }
        Set<String> found = new HashSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME && !utterances.isFull()) {
            String part = parser.currentName();
            found.add(part);
            if (!PARTS.contains(part)) {
                report(
                        "unknown part " + YamlMap.show(part),
                        "one of " + String.join(", ", PARTS),
                        DidYouMean.of(part, PARTS));
            }
            parser.nextToken();
            Split split = USED.get(part);
            if (split == null) {
                parser.skipChildren();
            } else if (!part(split)) {
                return;
            }
        }
        for (String part : List.of("train", "test")) {
            if (!found.contains(part) && !utterances.isFull()) {
                source.report(1, 1, "the part '%s' is missing".formatted(part), "a list of [text, intent]", null);
            }
        }
    }

    /** Whether its shape was right, so that reading can go on. */
    private boolean part(Split split) {
        if (!expect(parser.currentToken(), JsonToken.START_ARRAY, "a list of [text, intent]")) {
            return false;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (utterances.isFull() || !pair(split)) {
                return false;
            }
        }
        return true;
    }

    private boolean pair(Split split) {
        TokenStreamLocation start = parser.currentTokenLocation();
        String pair = "a pair [text, intent]";
        if (!expect(parser.currentToken(), JsonToken.START_ARRAY, pair)
                || !expect(parser.nextToken(), JsonToken.VALUE_STRING, pair)) {
            return false;
        }
        String text = parser.getString();
        if (!expect(parser.nextToken(), JsonToken.VALUE_STRING, pair)) {
            return false;
        }
        utterances.add(start.getLineNr(), start.getColumnNr(), text, parser.getString(), List.of(), split);
        return expect(parser.nextToken(), JsonToken.END_ARRAY, pair);
    }

    private boolean expect(@Nullable JsonToken found, JsonToken wanted, String expected) {
        if (found != wanted) {
            report("this is not the CLINC150 format", expected, null);
            utterances.abandon();
        }
        return found == wanted;
    }

    private void report(String message, String expected, @Nullable String suggestion) {
        TokenStreamLocation at = parser.currentTokenLocation();
        source.report(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), message, expected, suggestion);
    }
}
