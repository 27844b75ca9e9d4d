package dev.taximeter.model;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an arm talks to. A new kind of system is a new case here; the compiler then names every place to teach it. */
public sealed interface Target {

    /** The name of the system in price books, e.g. {@code openai} or {@code nlu}. */
    String vendor();

    /**
     * Whether it computes on the meter's own cores, so that it and the meter disturb one another. Such an arm never runs at
     * the same time as others.
     */
    boolean onOwnCores();

    /** The model's name in price books and reports, e.g. {@code gpt-3.5-turbo} or {@code all-minilm-l6-v2-q}. */
    String model();

    /**
     * A language model behind HTTP.
     *
     * @param dialect the wire format
     * @param endpoint base URL, without the path that the dialect adds; for an emulated arm that names no endpoint, the
     *     vendor's public one, replaced at the start of a run
     * @param model the model's name; for Azure the name under which it is priced
     * @param deployment Azure's deployment name; null for other dialects
     * @param apiVersion Azure's {@code api-version}; null where the dialect has none
     * @param credential how the arm proves who it is
     * @param headers sent with every request beside the dialect's own, e.g. a gateway's; the value of a header that holds
     *     a secret does not belong here
     * @param bodyFields a JSON object, as text, whose fields every request's body gets beside the dialect's own, e.g.
     *     {@code {"service_tier":"flex"}}, or loses where they are null; {@code {}} for none
     * @param secretHeaders headers whose values are secrets, e.g. a gateway's key
     */
    record Http(
            Dialect dialect,
            URI endpoint,
            String model,
            @Nullable String deployment,
            @Nullable String apiVersion,
            Credential credential,
            Map<String, String> headers,
            String bodyFields,
            List<SecretHeader> secretHeaders)
            implements Target {
        /** What {@code bodyFields} is when nothing is added. */
        public static final String NO_FIELDS = "{}";

        public Http {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
            secretHeaders = List.copyOf(secretHeaders);
        }

        /** Without secret headers. */
        public Http(
                Dialect dialect,
                URI endpoint,
                String model,
                @Nullable String deployment,
                @Nullable String apiVersion,
                Credential credential,
                Map<String, String> headers,
                String bodyFields) {
            this(dialect, endpoint, model, deployment, apiVersion, credential, headers, bodyFields, List.of());
        }

        /** Without additions. */
        public Http(
                Dialect dialect,
                URI endpoint,
                String model,
                @Nullable String deployment,
                @Nullable String apiVersion,
                Credential credential) {
            this(dialect, endpoint, model, deployment, apiVersion, credential, Map.of(), NO_FIELDS);
        }

        @Override
        public String vendor() {
            return dialect.vendor();
        }

        @Override
        public boolean onOwnCores() {
            return false;
        }

        /** The same target at another address, e.g. the emulator's. */
        public Http at(URI newEndpoint) {
            return new Http(
                    dialect,
                    newEndpoint,
                    model,
                    deployment,
                    apiVersion,
                    credential,
                    headers,
                    bodyFields,
                    secretHeaders);
        }

        /** The same target, asked with another credential. */
        public Http with(Credential newCredential) {
            return new Http(
                    dialect,
                    endpoint,
                    model,
                    deployment,
                    apiVersion,
                    newCredential,
                    headers,
                    bodyFields,
                    secretHeaders);
        }

        /** Names of all environment variables that hold secrets of this target. */
        public List<String> variables() {
            return Stream.concat(
                            credential.variables().stream(),
                            secretHeaders.stream().map(SecretHeader::variable))
                    .distinct()
                    .toList();
        }
    }

    /**
     * A header whose value is a secret. Names where it is, never holds it.
     *
     * @param name the header's
     * @param variable name of the environment variable that holds the value
     * @param scheme word in front of the value, e.g. {@code Bearer}; empty for none
     */
    record SecretHeader(String name, String variable, String scheme) {}

    /**
     * The local language model, in the process.
     *
     * @param encoder name of the built-in encoder, {@code all-minilm-l6-v2-q}, or the path of another; empty for a saved
     *     model, which says it itself
     * @param savedModel folder of a saved model; null for one that learns from the workload before the run
     * @param outOfScopeThreshold confidence, 0..1, under which an utterance is answered as out of scope; null for the one
     *     of the saved model
     * @param threads threads that one inference may use, at least 1
     */
    record LocalNlu(
            String encoder,
            @Nullable String savedModel,
            @Nullable Double outOfScopeThreshold,
            int threads) implements Target {
        /** A model that learns from the workload. */
        public LocalNlu(String encoder, double outOfScopeThreshold, int threads) {
            this(encoder, null, outOfScopeThreshold, threads);
        }

        @Override
        public String vendor() {
            return "nlu";
        }

        /** The last name of the encoder's or the saved model's path, without the ending of a file. */
        @Override
        public String model() {
            if (savedModel != null) {
                return lastName(savedModel);
            }
            String file = lastName(encoder);
            return file.endsWith(".jar") || file.endsWith(".onnx") ? file.substring(0, file.lastIndexOf('.')) : file;
        }

        private static String lastName(String path) {
            String bare = path.replaceFirst("[/\\\\]+$", "");
            return bare.substring(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\')) + 1);
        }

        @Override
        public boolean onOwnCores() {
            return true;
        }
    }

    /**
     * A local model for what it is sure of, and a language model for the rest.
     *
     * @param first always asked
     * @param then asked when the first is not sure
     * @param mixture which arms of the scenario these are, and what sure means
     */
    record Hybrid(LocalNlu first, Http then, Mixture mixture) implements Target {
        @Override
        public String vendor() {
            return "hybrid";
        }

        /** The language model's: the local one is named by its own arm. */
        @Override
        public String model() {
            return then.model();
        }

        @Override
        public boolean onOwnCores() {
            return true;
        }

        /** The same with its language model elsewhere, e.g. at the emulator. */
        public Hybrid then(Http newThen) {
            return new Hybrid(first, newThen, mixture);
        }
    }
}
