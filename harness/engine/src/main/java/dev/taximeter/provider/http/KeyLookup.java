package dev.taximeter.provider.http;

import org.jspecify.annotations.Nullable;

/** Finds keys by the name of their environment variable, e.g. {@code System::getenv}. */
@FunctionalInterface
public interface KeyLookup {

    /** The value of this variable, or null when it is not set. */
    @Nullable
    String find(String variable);

    /** The same for a variable that need not be named; null when it is not. */
    default @Nullable String findIfNamed(@Nullable String variable) {
        return variable == null ? null : find(variable);
    }
}
