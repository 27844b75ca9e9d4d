package dev.taximeter.provider.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a server says went wrong. Most use {@code {"error": {"message", "type", "code"}}}; copies of them make the error a
 * string, leave the wrapper away or number the code; Google calls the type {@code status}, Hugging Face
 * {@code error_type}; gateways answer in HTML.
 *
 * @param code e.g. {@code insufficient_quota}; null when there is none
 * @param type e.g. {@code overloaded_error}; null when there is none
 * @param message the server's words, or a whole body that is not JSON; empty when there are none
 * @param retryAfterNanos how long the body asks to wait; empty when it does not
 */
record ErrorBody(@Nullable String code, @Nullable String type, String message, OptionalLong retryAfterNanos) {
    /** One that does not say how long to wait. */
    ErrorBody(@Nullable String code, @Nullable String type, String message) {
        this(code, type, message, OptionalLong.empty());
    }

    /** Reads a whole body, whatever it is. */
    static ErrorBody of(byte[] body) {
        try {
            Parts parts = new Parts();
            JsonScan.document(body, body.length, parts::field);
            return parts.build();
        } catch (MalformedException e) {
            return new ErrorBody(null, null, new String(body, StandardCharsets.UTF_8));
        }
    }

    /** Reads the value of an {@code error} key that the parser stands on; null when that is null. */
    static @Nullable ErrorBody at(JsonParser json) {
        if (json.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        Parts parts = new Parts();
        parts.field("error", json);
        return parts.build();
    }

    /** Whether code or type is this word. */
    boolean says(String word) {
        return word.equals(code) || word.equals(type);
    }

    /** Whether the message contains this phrase, in whatever case. */
    boolean mentions(String lowerCasePhrase) {
        return message.toLowerCase(Locale.ROOT).contains(lowerCasePhrase);
    }

    /** On one line, for people. */
    String detail() {
        String name = code != null ? code : type;
        String words = message.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (name == null) {
            return words;
        }
        return words.isEmpty() ? name : name + ": " + words;
    }

    private static final class Parts {
        private @Nullable String code;
        private @Nullable String type;
        private @Nullable String message;
        private OptionalLong retryAfterNanos = OptionalLong.empty();

        void field(String name, JsonParser json) {
            switch (name) {
                case "error" -> {
                    if (json.hasToken(JsonToken.START_OBJECT)) {
                        JsonScan.object(json, this::innerField);
                    } else {
                        message = JsonScan.textOrNumber(json);
                    }
                }
                case "code", "type", "message" -> outerField(name, json);
                case "error_type" -> outerField("type", json);
                default -> {}
            }
        }

        /** Counts only where the error itself says nothing: Anthropic's outer type is always {@code error}. */
        private void outerField(String name, JsonParser json) {
            String value = JsonScan.textOrNumber(json);
            switch (name) {
                case "code" -> code = code == null ? value : code;
                case "type" -> type = type == null && !"error".equals(value) ? value : type;
                default -> message = message == null ? value : message;
            }
        }

        private void innerField(String name, JsonParser json) {
            switch (name) {
                case "code" -> code = JsonScan.textOrNumber(json);
                case "type" -> type = JsonScan.textOrNumber(json);
                case "status" -> type = type == null ? JsonScan.text(json) : type;
                case "message" -> message = JsonScan.textOrNumber(json);
                case "details" ->
                    JsonScan.array(json, detail -> JsonScan.object(detail, (key, value) -> retryInfo(key, value)));
                default -> {}
            }
        }

        /** Google's {@code RetryInfo}: {@code {"@type": "…RetryInfo", "retryDelay": "34.5s"}}. */
        private void retryInfo(String name, JsonParser json) {
            String delay = name.equals("retryDelay") ? JsonScan.text(json) : null;
            if (delay != null && delay.endsWith("s")) {
                retryAfterNanos = RetryAfter.seconds(delay.substring(0, delay.length() - 1));
            }
        }

        ErrorBody build() {
            return new ErrorBody(code, type, message == null ? "" : message, retryAfterNanos);
        }
    }
}
