package dev.taximeter.model;

import java.net.URI;
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

    /**
     * OAuth 2.0 client credentials of Microsoft Entra ID: they buy a token that is good for about an hour, and the token
     * is the proof.
     *
     * @param authority base address of the token service, e.g. {@code https://login.microsoftonline.com}
     * @param scope what the token is for
     * @param tenantVariable name of the environment variable that holds the tenant's id
     * @param clientVariable name of the environment variable that holds the client's id
     * @param secretVariable name of the environment variable that holds the client's secret
     */
    record Entra(URI authority, String scope, String tenantVariable, String clientVariable, String secretVariable)
            implements Credential {
        @Override
        public List<String> variables() {
            return List.of(tenantVariable, clientVariable, secretVariable);
        }
    }
}
