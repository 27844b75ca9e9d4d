package dev.taximeter.scenario;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * What a single value must be.
 *
 * @param expected in the user's words, with an example, e.g. {@code a duration such as 250ms}
 * @param shown whether a wrong value may be repeated in a message
 * @param reader makes a value of the scalar
 */
record Kind<T>(String expected, boolean shown, Reader<T> reader) {

    Kind(String expected, Reader<T> reader) {
        this(expected, true, reader);
    }

    T read(ScalarNode scalar) throws Misfit {
        return reader.read(scalar);
    }

    /** Makes a value of a scalar, or says why it cannot. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ScalarNode scalar) throws Misfit;
    }

    /** The scalar is not of this kind. */
    static final class Misfit extends Exception {
        private final @Nullable String suggestion;

        /** @param reason a clause about "it", e.g. {@code it has no unit} */
        Misfit(String reason) {
            this(reason, null);
        }

        Misfit(String reason, @Nullable String suggestion) {
            super(reason, null, false, false);
            this.suggestion = suggestion;
        }

        String reason() {
            return String.valueOf(getMessage());
        }

        @Nullable
        String suggestion() {
            return suggestion;
        }
    }
}
