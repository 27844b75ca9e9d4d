package dev.taximeter.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * AWS's signature, which every request gets anew.
     *
     * @param accessKeyVariable name of the environment variable that holds the access key's id
     * @param secretKeyVariable name of the environment variable that holds the secret access key
     * @param sessionTokenVariable name of the environment variable that holds the session token of a temporary key; null
     *     for a lasting key, which has none
     * @param region e.g. {@code us-east-1}; part of what is signed
     */
    record Aws(
            String accessKeyVariable,
            String secretKeyVariable,
            @Nullable String sessionTokenVariable,
            String region) implements Credential {
        @Override
        public List<String> variables() {
            return sessionTokenVariable == null
                    ? List.of(accessKeyVariable, secretKeyVariable)
                    : List.of(accessKeyVariable, secretKeyVariable, sessionTokenVariable);
        }
    }
}
