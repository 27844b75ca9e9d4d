package dev.taximeter.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The JSON object that a request carries, read field by field; what is wrong refuses the request. */
final class Body {
    /** More than any emulated model writes; bounds what one request can make us hold. */
    private static final int MOST_TOKENS = 16_384;

    private final JsonNode fields;

    private Body(JsonNode fields) {
        this.fields = fields;
    }

    static Body parse(byte[] json) throws Refused {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw bad(null, "We could not parse the JSON body of your request.");
        }
        if (!node.isObject()) {
            throw bad(null, "The body of your request must be a JSON object.");
        }
        return new Body(node);
    }

    /** Empty when it is missing or null. */
    Optional<String> string(String name) throws Refused {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw bad(name, name + ": must be a string.");
        }
        return Optional.of(value.stringValue());
    }

    /** A limit of tokens; empty when it is missing or null. */
    OptionalInt tokens(String name) throws Refused {
        return number(name, 1, MOST_TOKENS);
    }

    /** The flag, or {@code otherwise} when it is missing or null. */
    boolean flag(String name, boolean otherwise) throws Refused {
        return flag(fields.get(name), name, otherwise);
    }

    /** The flag inside the object {@code outer}, or {@code otherwise} when either is missing or null. */
    boolean flag(String outer, String name, boolean otherwise) throws Refused {
        JsonNode object = fields.get(outer);
        return (object == null || !object.isObject())
                ? otherwise
                : flag(object.get(name), outer + "." + name, otherwise);
    }

    /** The value at this path of keys, whatever it is; a missing node when there is none. */
    JsonNode find(String... keys) {
        JsonNode node = fields;
        for (String key : keys) {
            node = node.path(key);
        }
        return node;
    }

    /** What is said in {@code messages}, in order; at least one. */
    List<Message> messages() throws Refused {
        return messages("messages");
    }

    /** What is said in a list of messages, in order; at least one. */
    List<Message> messages(String name) throws Refused {
        JsonNode value = fields.get(name);
        if (value == null || !value.isArray() || value.isEmpty()) {
            throw bad(name, name + ": must be a list of at least one message.");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : value) {
            JsonNode role = message.get("role");
            if (role == null || !role.isString()) {
                throw bad(name, name + ": each needs a role.");
            }
            messages.add(new Message(role.stringValue(), text(message.get("content"), name)));
        }
        return messages;
    }

    /** One text or a list of texts; at least one. */
    List<String> texts(String name) throws Refused {
        JsonNode value = fields.get(name);
        if (value != null && value.isString()) {
            return List.of(value.stringValue());
        }
        if (value == null || !value.isArray() || value.isEmpty()) {
            throw bad(name, name + ": must be a text or a list of texts; the emulator reads no token ids.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : value) {
            if (!text.isString()) {
                throw bad(name, name + ": the emulator reads texts only.");
            }
            texts.add(text.stringValue());
        }
        return texts;
    }

    /** A whole number; empty when it is missing or null. */
    OptionalInt number(String name, int least, int most) throws Refused {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw bad(name, name + ": must be a whole number from " + least + " to " + most + ".");
        }
        return OptionalInt.of(value.intValue());
    }

    /** A text that is a string or a list of text blocks; empty when it is missing. */
    Optional<String> text(String name) throws Refused {
        JsonNode value = fields.get(name);
        return value == null ? Optional.empty() : Optional.of(text(value, name));
    }

    private static String text(@Nullable JsonNode content, String field) throws Refused {
        if (content != null && content.isString()) {
            return content.stringValue();
        }
        if (content == null || !content.isArray()) {
            throw bad(field, field + ": content must be a string or a list of text blocks.");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            JsonNode partText = part.get("text");
            if (partText == null || !partText.isString()) {
                throw bad(field, field + ": the emulator reads text blocks only.");
            }
            text.append(partText.stringValue());
        }
        return text.toString();
    }

    private static boolean flag(@Nullable JsonNode value, String name, boolean otherwise) throws Refused {
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw bad(name, name + ": must be true or false.");
        }
        return value.booleanValue();
    }

    static Refused bad(@Nullable String param, String message) {
        return new Refused(new Fault(Fault.Kind.BAD_REQUEST, message, param));
    }

    /**
     * One turn of the conversation.
     *
     * @param role e.g. {@code user}
     * @param text its text blocks, joined
     */
    record Message(String role, String text) {

        /** What the operator says, as system or developer. */
        static String instructions(List<Message> messages) {
            return messages.stream()
                    .filter(message ->
                            message.role().equals("system") || message.role().equals("developer"))
                    .map(Message::text)
                    .collect(Collectors.joining("\n"));
        }

        /** All that was said, in order. */
        static String transcript(List<Message> messages) {
            return messages.stream()
                    .map(message -> message.role() + ": " + message.text())
                    .collect(Collectors.joining("\n"));
        }

        /** What the user said last; empty when they said nothing. */
        static String lastWords(List<Message> messages) {
            return messages.reversed().stream()
                    .filter(message -> message.role().equals("user"))
                    .map(Message::text)
                    .findFirst()
                    .orElse("");
        }
    }
}
