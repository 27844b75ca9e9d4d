package dev.taximeter.judge;

import dev.taximeter.judge.JsonMender.Mended;
import dev.taximeter.model.EntityJudgement;
import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads entities from what a language model wrote and finds them in the text. Immutable, thread-safe. It understands
 *
 * <ul>
 *   <li>JSON, mended where need be: a list of {@code {"type": …, "text": …}} ({@code value} may stand for {@code text}),
 *       by itself or as member {@code entities}; or an object of types and their texts, {@code {"city": "Oslo"}};
 *   <li>lines such as {@code city: Oslo}, perhaps with a dash in front; an empty answer, or {@code none}, names nothing.
 * </ul>
 *
 * <p>An entity is where its words first stand and no earlier one of the answer is; their case decides only where there are
 * several.
 */
final class EntityReader {
    private final JsonMender mender = new JsonMender();
    /** Known types by themselves without case and punctuation. */
    private final Map<String, String> types = new HashMap<>();

    EntityReader(List<String> types) {
        types.forEach(type -> this.types.put(letters(type), type));
    }

    /** Said by the model: a type and words. */
    private record Said(String type, String words) {}

    EntityJudgement judge(Prompt prompt, String answer) {
        List<Said> said = read(answer);
        if (said == null) {
            return new EntityJudgement(prompt.entities(), List.of(), 0, 0, false);
        }
        List<EntitySpan> found = new ArrayList<>();
        int unknownTypes = 0;
        int notInText = 0;
        for (Said one : said) {
            String type = types.get(letters(one.type));
            EntitySpan span = type == null ? null : find(prompt.text(), type, one.words, found);
            if (type == null) {
                unknownTypes++;
            } else if (span == null) {
                notInText++;
            } else {
                found.add(span);
            }
        }
        return new EntityJudgement(prompt.entities(), found, unknownTypes, notInText, true);
    }

    private static @Nullable EntitySpan find(String text, String type, String words, List<EntitySpan> taken) {
        EntitySpan exact = find(text, type, words, taken, false);
        return exact == null ? find(text, type, words, taken, true) : exact;
    }

    private static @Nullable EntitySpan find(
            String text, String type, String words, List<EntitySpan> taken, boolean anyCase) {
        if (words.isEmpty()) {
            return null;
        }
        for (int at = 0; at + words.length() <= text.length(); at++) {
            if (text.regionMatches(anyCase, at, words, 0, words.length())) {
                int start = text.codePointCount(0, at);
                int end = start + text.codePointCount(at, at + words.length());
                if (taken.stream().noneMatch(span -> span.start() < end && start < span.end())) {
                    return new EntitySpan(type, start, end);
                }
            }
        }
        return null;
    }

    private @Nullable List<Said> read(String answer) {
        String text = answer.strip();
        if (text.isEmpty() || letters(text).equals("none")) {
            return List.of();
        }
        Mended mended = mender.read(text);
        return mended != null && mended.value().isContainer() ? inJson(mended.value()) : inLines(text);
    }

    private static List<Said> inJson(JsonNode value) {
        JsonNode list = value.isArray() ? value : value.path("entities");
        List<Said> said = new ArrayList<>();
        if (list.isArray()) {
            for (JsonNode one : list) {
                JsonNode words = one.has("text") ? one.path("text") : one.path("value");
                said.add(new Said(
                        one.path("type").asString(""), words.asString("").strip()));
            }
            return said;
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (member.getValue().isArray()) {
                member.getValue()
                        .forEach(words -> said.add(
                                new Said(member.getKey(), words.asString("").strip())));
            } else if (!member.getValue().isNull()) {
                said.add(
                        new Said(member.getKey(), member.getValue().asString("").strip()));
            }
        }
        return said;
    }

    private static @Nullable List<Said> inLines(String text) {
        List<Said> said = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                return null;
            }
            said.add(
                    new Said(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return said;
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
