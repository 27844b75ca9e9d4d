package dev.taximeter.model;

import java.util.List;

/** How a request proves who sends it. Names where secrets are, never holds one. */
public sealed interface Credential {

    /** The server wants none. */
    Credential NONE = new None();

    /** Names of the environment variables that hold the secrets; empty when there are none. */
    List<String> variables();

    /** No proof. */
    record None() implements Credential {
        @Override
        public List<String> variables() {
            return List.of();
        }
    }

    /**
     * A key in the header that the dialect names.
     *
     * @param variable name of the environment variable that holds it
     */
    record Key(String variable) implements Credential {
        @Override
        public List<String> variables() {
            return List.of(variable);
        }
    }
}
