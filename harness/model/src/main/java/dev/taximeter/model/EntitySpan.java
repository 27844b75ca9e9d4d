package dev.taximeter.model;

/**
 * A part of an utterance that fills a slot, such as a city or a time. Offsets count Unicode code points of the text, so
 * that an emoji before the part moves it by one in every language.
 *
 * @param type what it fills, e.g. {@code city}; not blank
 * @param start its first code point, 0-based
 * @param end one past its last code point, above {@code start}
 */
public record EntitySpan(String type, int start, int end) {
    public EntitySpan {
        if (type.isBlank() || start < 0 || end <= start) {
            throw new IllegalArgumentException("no span: type '%s' from %d to %d".formatted(type, start, end));
        }
    }

    /**
     * The part itself.
     *
     * @param text the whole utterance; at least {@code end} code points long
     */
    public String in(String text) {
        int from = text.offsetByCodePoints(0, start);
        return text.substring(from, text.offsetByCodePoints(from, end - start));
    }
}
