package dev.taximeter.scenario;

import dev.taximeter.model.EntitySpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Marked entities as files of one's own write them: in CSV {@code city:5-11 date:15-23}, in JSON
 * {@code [{"type": "city", "start": 5, "end": 11}]}. Offsets count code points from 0; the end is one past the last.
 */
final class EntityMarks {
    static final String CSV = "marks such as city:5-11 date:15-23";
    static final String JSON = "a list of {\"type\": \"city\", \"start\": 5, \"end\": 11}";

    private static final Pattern MARK = Pattern.compile("(\\S+):([0-9]{1,6})-([0-9]{1,6})");

    private EntityMarks() {}

    /** The marks of a CSV field, sorted; null when one is not written so. */
    static @Nullable List<EntitySpan> inCsv(String field) {
        List<EntitySpan> spans = new ArrayList<>();
        for (String word : field.strip().split("\\s+", -1)) {
            Matcher mark = MARK.matcher(word);
            if (mark.matches()) {
                int start = Integer.parseInt(mark.group(2));
                int end = Integer.parseInt(mark.group(3));
                if (end > start) {
                    spans.add(new EntitySpan(mark.group(1), start, end));
                    continue;
                }
            }
            if (!word.isEmpty()) {
                return null;
            }
        }
        return sorted(spans);
    }

    /** The marks of a JSON list, sorted; null when one is not written so. */
    static @Nullable List<EntitySpan> inJson(JsonNode list) {
        List<EntitySpan> spans = new ArrayList<>();
        for (JsonNode mark : list) {
            String type = mark.path("type").asString("");
            int start = mark.path("start").asInt(-1);
            int end = mark.path("end").asInt(-1);
            if (type.isBlank() || start < 0 || end <= start || mark.size() != 3) {
                return null;
            }
            spans.add(new EntitySpan(type, start, end));
        }
        return list.isArray() ? sorted(spans) : null;
    }

    /** What is wrong with these marks of this text; null when nothing is. */
    static @Nullable String mistake(List<EntitySpan> sorted, String text) {
        int length = text.codePointCount(0, text.length());
        int free = 0;
        for (EntitySpan span : sorted) {
            if (span.end() > length) {
                return "the entity %s ends at %d, the text at %d".formatted(span.type(), span.end(), length);
            }
            if (span.start() < free) {
                return "the entity %s begins at %d, inside another".formatted(span.type(), span.start());
            }
            free = span.end();
        }
        return null;
    }

    private static List<EntitySpan> sorted(List<EntitySpan> spans) {
        return spans.stream().sorted(Comparator.comparingInt(EntitySpan::start)).toList();
    }
}
