package dev.taximeter.provider.http;

import java.io.StringWriter;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Walks JSON token by token and picks out a few values; nothing is bound to objects. Unknown keys are passed over, and
 * so is a value of another type than expected: vendors add and null what they like.
 */
final class JsonScan {
    private static final JsonFactory JSON = JsonFactory.builder().build();

    /** More than any server counts, and so little that sums of it fit. */
    private static final double MOST = 1e12;

    /** A year. */
    private static final double MOST_NANOS = 3.2e16;

    private JsonScan() {}

    /** Told of each key of an object; the parser stands on the value and may be left there or moved to its end. */
    @FunctionalInterface
    interface Field {
        void value(String name, JsonParser json);
    }

    /** Told of each element of an array; the parser stands on it and may be left there or moved to its end. */
    @FunctionalInterface
    interface Element {
        void value(JsonParser json);
    }

    /**
     * Walks a document that is one object, with nothing but white space around it.
     *
     * @throws MalformedException when it is not
     */
    static void document(byte[] bytes, int length, Field field) throws MalformedException {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException("not a JSON object");
            }
            object(json, field);
            if (json.nextToken() != null) {
                throw new MalformedException("more than one JSON value");
            }
        } catch (JacksonException e) {
            throw new MalformedException("broken JSON: " + e.getOriginalMessage());
        }
    }

    /** Walks the object that the parser stands on; does nothing on any other value. */
    static void object(JsonParser json, Field field) {
        if (!json.hasToken(JsonToken.START_OBJECT)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            field.value(name, json);
            json.skipChildren();
        }
    }

    /** Walks the array that the parser stands on; does nothing on any other value. */
    static void array(JsonParser json, Element element) {
        if (!json.hasToken(JsonToken.START_ARRAY)) {
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.value(json);
            json.skipChildren();
        }
    }

    /** The string that the parser stands on; null when it is another value or empty. */
    static @Nullable String text(JsonParser json) {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            return null;
        }
        String text = json.getString();
        return text.isEmpty() ? null : text;
    }

    /** The string or number that the parser stands on, as text; null when it is another value or empty. */
    static @Nullable String textOrNumber(JsonParser json) {
        return json.currentToken().isNumeric() ? json.getString() : text(json);
    }

    /** The number that the parser stands on, without its fraction; empty when it is another value or beyond all reason. */
    static OptionalLong count(JsonParser json) {
        if (!json.currentToken().isNumeric()) {
            return OptionalLong.empty();
        }
        double value = json.getDoubleValue();
        return value >= 0 && value <= MOST ? OptionalLong.of((long) value) : OptionalLong.empty();
    }

    /** The number of milliseconds that the parser stands on, in nanoseconds; empty when it is another value or beyond a year. */
    static OptionalLong millis(JsonParser json) {
        if (!json.currentToken().isNumeric()) {
            return OptionalLong.empty();
        }
        double millis = json.getDoubleValue();
        return millis >= 0 && millis * 1e6 <= MOST_NANOS
                ? OptionalLong.of(Math.round(millis * 1e6))
                : OptionalLong.empty();
    }

    /** The value that the parser stands on, as compact JSON text; the parser is then at its end. */
    static String raw(JsonParser json) {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            copy.copyCurrentStructure(json);
        }
        return text.toString();
    }
}
