package dev.taximeter.provider.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key that a target needs is missing or cannot be sent. A user's mistake; the message names the variable only. */
public final class UnusableKeyException extends RuntimeException {
    private final String variable;

    private UnusableKeyException(String variable, String problem) {
        super("environment variable %s %s".formatted(variable, problem));
        this.variable = variable;
    }

    /** Name of the environment variable. */
    public String variable() {
        return variable;
    }

    /**
     * Looks at a key without using it.
     *
     * @return what is wrong with it, e.g. {@code is not set}; never any of its text; empty when it can be sent
     */
    public static Optional<String> problem(String variable, KeyLookup keys) {
        return Optional.ofNullable(problem(keys.find(variable)));
    }

    /** The key, without white space around it. */
    static String requireUsable(String variable, KeyLookup keys) {
        String value = keys.find(variable);
        String problem = problem(value);
        if (value == null || problem != null) {
            throw new UnusableKeyException(variable, String.valueOf(problem));
        }
        return value.strip();
    }

    private static @Nullable String problem(@Nullable String value) {
        if (value == null) {
            return "is not set";
        }
        if (value.isBlank()) {
            return "is blank";
        }
        return value.strip().chars().allMatch(c -> c > ' ' && c < 0x7F) ? null : "holds a character that no key has";
    }
}
