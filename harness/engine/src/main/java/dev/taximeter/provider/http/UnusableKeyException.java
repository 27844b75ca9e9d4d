package dev.taximeter.provider.http;

/** A key that a target needs is missing or cannot be sent. A user's mistake; the message names the variable only. */
public final class UnusableKeyException extends RuntimeException {
    private final String variable;

    UnusableKeyException(String variable, String problem) {
        super("environment variable %s %s".formatted(variable, problem));
        this.variable = variable;
    }

    /** Name of the environment variable. */
    public String variable() {
        return variable;
    }
}
