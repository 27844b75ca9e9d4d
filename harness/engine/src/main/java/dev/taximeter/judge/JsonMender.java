package dev.taximeter.judge;

import dev.taximeter.model.JsonRepair;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON that a language model wrote: as it stands, else mended, and says what was mended. It is lenient by Jackson's
 * own means; a cut-off tail is closed by {@link TailCloser}. Immutable, thread-safe.
 */
final class JsonMender {
    /** Places where an object or array may begin that are tried; more than any honest answer has before its JSON. */
    private static final int MOST_STARTS = 32;

    private static final Pattern FENCE = Pattern.compile("```[A-Za-z0-9]*[ \\t]*\\R?(.*?)(?:```|\\z)", Pattern.DOTALL);

    private static final Map<JsonRepair, Set<JsonReadFeature>> FEATURES = new EnumMap<>(Map.of(
            JsonRepair.COMMENTS, Set.of(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_YAML_COMMENTS),
            JsonRepair.SINGLE_QUOTES, Set.of(JsonReadFeature.ALLOW_SINGLE_QUOTES),
            JsonRepair.BARE_NAMES, Set.of(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES),
            JsonRepair.TRAILING_COMMAS, Set.of(JsonReadFeature.ALLOW_TRAILING_COMMA),
            JsonRepair.RAW_CONTROLS, Set.of(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS),
            JsonRepair.ODD_ESCAPES, Set.of(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)));

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * JSON that could be read.
     *
     * @param repairs what had to be mended first, in the order of the constants
     */
    record Mended(JsonNode value, List<JsonRepair> repairs) {}

    /** What the text says; null when it cannot be read, even mended. */
    @Nullable
    Mended read(String text) {
        JsonNode whole = strictly(text);
        return whole == null ? mended(text) : new Mended(whole, List.of());
    }

    private static @Nullable JsonNode strictly(String text) {
        try {
            JsonNode value = STRICT.readTree(text);
            return value == null || value.isMissingNode() ? null : value;
        } catch (JacksonException e) {
            return null;
        }
    }

    private @Nullable Mended mended(String text) {
        Set<JsonRepair> repairs = EnumSet.noneOf(JsonRepair.class);
        String body = unfenced(text, repairs);
        Span span = longest(body);
        if (span == null) {
            String closed = TailCloser.close(body);
            span = closed == null ? null : value(closed, 0, FEATURES.keySet());
            if (span == null || closed == null) {
                return null;
            }
            repairs.add(JsonRepair.CUT_OFF);
            if (firstStart(body) > 0 && !body.substring(0, firstStart(body)).isBlank()) {
                repairs.add(JsonRepair.PROSE);
            }
            return finished(span, closed, repairs);
        }
        if (!body.substring(0, span.start).isBlank()
                || !body.substring(span.end).isBlank()) {
            repairs.add(JsonRepair.PROSE);
        }
        return finished(span, body.substring(span.start, span.end), repairs);
    }

    private static Mended finished(Span span, String text, Set<JsonRepair> repairs) {
        repairs.addAll(needed(text, span.value));
        return new Mended(span.value, List.copyOf(repairs));
    }

    /** What stands in the first fence, if that begins before any JSON does. */
    private static String unfenced(String text, Set<JsonRepair> repairs) {
        Matcher fence = FENCE.matcher(text);
        int start = firstStart(text);
        if (!fence.find() || (start >= 0 && start < fence.start())) {
            return text;
        }
        repairs.add(JsonRepair.FENCES);
        if (!text.substring(0, fence.start()).isBlank()
                || !text.substring(fence.end()).isBlank()) {
            repairs.add(JsonRepair.PROSE);
        }
        return fence.group(1);
    }

    private static int firstStart(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '{' || text.charAt(i) == '[') {
                return i;
            }
        }
        return -1;
    }

    /**
     * An object or array within a text.
     *
     * @param end index after it
     */
    private record Span(int start, int end, JsonNode value) {}

    /** The longest object or array in the text; null when there is none that is whole, or when the first one is not. */
    private static @Nullable Span longest(String text) {
        Span longest = null;
        int tried = 0;
        for (int i = 0; i < text.length() && tried < MOST_STARTS; i++) {
            if (text.charAt(i) != '{' && text.charAt(i) != '[') {
                continue;
            }
            tried++;
            Span span = value(text, i, FEATURES.keySet());
            if (span == null && text.charAt(i) == '{') {
                break; // what follows are its parts, and no part is the answer
            }
            if (span != null) {
                longest = longest == null || span.end - span.start > longest.end - longest.start ? span : longest;
                i = span.end - 1;
            }
        }
        return longest;
    }

    /** The least of the lenient features that still read the same. */
    private static List<JsonRepair> needed(String text, JsonNode value) {
        Set<JsonRepair> needed = EnumSet.copyOf(FEATURES.keySet());
        for (JsonRepair repair : FEATURES.keySet()) {
            needed.remove(repair);
            Span without = value(text, 0, needed);
            if (without == null || !without.value.equals(value)) {
                needed.add(repair);
            }
        }
        return List.copyOf(needed);
    }

    /** The object or array that begins here; null when it cannot be read. */
    private static @Nullable Span value(String text, int start, Set<JsonRepair> allowed) {
        JsonMapper.Builder lenient = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        allowed.forEach(repair -> FEATURES.getOrDefault(repair, Set.of()).forEach(lenient::enable));
        JsonMapper mapper = lenient.build();
        try (JsonParser parser = mapper.createParser(text.substring(start))) {
            JsonNode value = mapper.readTree(parser);
            if (value == null || !value.isContainer()) {
                return null;
            }
            int length = Math.toIntExact(parser.currentLocation().getCharOffset());
            return new Span(start, start + length, value);
        } catch (JacksonException e) {
            return null;
        }
    }
}
