package dev.taximeter.model;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** The local model that a run trains or reads for it; empty when there is none. */
    default Optional<LocalNlu> localModel() {
        return switch (this) {
            case LocalNlu nlu -> Optional.of(nlu);
            case Started started -> Optional.of(started.nlu());
            case Hybrid hybrid -> Optional.of(hybrid.first());
            case Http _, NluHttp _, RedisQueue _, PubSubQueue _ -> Optional.empty();
        };
    }

    /** Whether it is told in words what to do: instructions, examples, what was said before. */
    default boolean prompted() {
        return switch (this) {
            case Http _, Hybrid _ -> true;
            case LocalNlu _, Started _, NluHttp _, RedisQueue _, PubSubQueue _ -> false;
        };
    }

    /** What plays the system that it names, where nothing but the target itself says so; empty for the system itself. */
    default Optional<StandIn> standIn() {
        return switch (this) {
            case Started started -> started.behind().standIn();
            case PubSubQueue queue -> queue.played();
            case Http _, NluHttp _, RedisQueue _, LocalNlu _, Hybrid _ -> Optional.empty();
        };
    }

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
     * A local language model behind HTTP: an intent for an utterance, whole, by one of the shapes that such servers speak.
     *
     * @param address base URL, without the path that the shape adds
     * @param api the shape
     * @param keyVariable name of the environment variable that holds a bearer token; null for none
     * @param tokenVariable name of the environment variable that holds the token which Rasa wants in the query; null for
     *     none
     * @param model as price books and reports call it; for KServe also its name in the path
     * @param offsets what the places of entities count in its answers
     * @param logits how a KServe model's numbers become labels; null for a model that answers with labels
     */
    record NluHttp(
            URI address,
            Api api,
            @Nullable String keyVariable,
            @Nullable String tokenVariable,
            String model,
            Offsets offsets,
            @Nullable Logits logits)
            implements Target {
        /** Units of places in a text. */
        public enum Offsets {
            /** Unicode code points, as Python counts and Rasa answers. */
            CODE_POINTS,
            /** UTF-16 code units, as Java and JavaScript count. */
            UTF16,
            /** Bytes of UTF-8, as Go and Rust count. */
            BYTES
        }

        /** A server that wants no token, counts code points and answers with labels. */
        public NluHttp(URI address, Api api, @Nullable String keyVariable, String model) {
            this(address, api, keyVariable, null, model, Offsets.CODE_POINTS, null);
        }

        /**
         * One number for each label; the softmax of them says how sure the model is.
         *
         * @param output name of the output that holds them
         * @param labels in their order, at least two
         */
        public record Logits(String output, List<String> labels) {
            public Logits {
                labels = List.copyOf(labels);
            }
        }

        /** How such a server is asked. */
        public enum Api {
            /** Our own {@code /v1/parse}: Rasa's answer with times. */
            PARSE,
            /** Rasa's {@code /model/parse}. */
            RASA,
            /** KServe's v2 inference protocol: an input of strings, an output of labels. */
            KSERVE,
            /** Hugging Face TEI's {@code /predict}. */
            TEI
        }

        @Override
        public String vendor() {
            return "nlu";
        }

        @Override
        public boolean onOwnCores() {
            return false;
        }

        /** The same server elsewhere. */
        public NluHttp at(URI newAddress, String newModel) {
            return new NluHttp(newAddress, api, keyVariable, tokenVariable, newModel, offsets, logits);
        }

        /** Names of all environment variables that hold secrets of this target. */
        public List<String> variables() {
            return Stream.of(keyVariable, tokenVariable)
                    .flatMap(Stream::ofNullable)
                    .toList();
        }
    }

    /**
     * A language model behind a queue in Redis.
     *
     * @param address {@code redis://host:port} or {@code rediss://…}, perhaps with the number of a database as its path
     * @param passwordVariable name of the environment variable that holds the password; null for none
     * @param queue name of the queue
     * @param pattern how it is used
     * @param model as price books and reports call it
     */
    record RedisQueue(URI address, @Nullable String passwordVariable, String queue, Pattern pattern, String model)
            implements Target {
        /** What a queue in Redis is made of. */
        public enum Pattern {
            /** Lists: the quickest; what a dead worker held comes back only when another one looks for it. */
            LISTS,
            /** Streams with a consumer group: delivered at least once. */
            STREAMS
        }

        @Override
        public String vendor() {
            return "nlu";
        }

        @Override
        public boolean onOwnCores() {
            return false;
        }

        /** The same queue in another Redis. */
        public RedisQueue at(URI newAddress) {
            return new RedisQueue(newAddress, passwordVariable, queue, pattern, model);
        }
    }

    /**
     * A language model behind Google Pub/Sub, by Google's own client.
     *
     * @param project id of the project
     * @param queue name of the queue; its topics and subscriptions begin with it
     * @param endpoint {@code host:port} of an emulator, which is asked in clear text and without credentials; null for
     *     Google's, with the application default credentials
     * @param settings of the asking side's client
     * @param fake what the run starts itself; null for what others run
     * @param model as price books and reports call it
     */
    record PubSubQueue(
            String project,
            String queue,
            @Nullable String endpoint,
            PubSubSettings settings,
            @Nullable FakePubSub fake,
            String model)
            implements Target {
        @Override
        public String vendor() {
            return "nlu";
        }

        @Override
        public boolean onOwnCores() {
            return false;
        }

        /** The same queue elsewhere. */
        public PubSubQueue at(String newEndpoint) {
            return new PubSubQueue(project, queue, newEndpoint, settings, fake, model);
        }

        /** The same, of whose worker's clock is known how far it is from ours at most. */
        public PubSubQueue clockWithin(OptionalLong boundNanos) {
            FakePubSub asked = fake == null ? null : fake.asked(boundNanos);
            return new PubSubQueue(project, queue, endpoint, settings, asked, model);
        }

        /** Google's service wants TLS and credentials: whatever is asked without is not Google's. */
        private Optional<StandIn> played() {
            if (fake != null) {
                return Optional.of(FakePubSub.STAND_IN);
            }
            return endpoint == null
                    ? Optional.empty()
                    : Optional.of(new StandIn(
                            "pubsub-emulator",
                            "an emulator of Pub/Sub at " + endpoint + ", not Google's service",
                            "the emulator's own; they say nothing about Google's"));
        }
    }

    /**
     * A local language model in a process of its own, which the run starts and ends.
     *
     * @param nlu the model
     * @param batching how its requests are gathered
     * @param behind how it is asked; its address is filled in when it was started
     */
    record Started(LocalNlu nlu, Batching batching, Target behind) implements Target {
        @Override
        public String vendor() {
            return nlu.vendor();
        }

        @Override
        public String model() {
            return nlu.model();
        }

        @Override
        public boolean onOwnCores() {
            return true;
        }

        /** The same, asked there. */
        public Started behind(Target reached) {
            return new Started(nlu, batching, reached);
        }
    }

    /**
     * How a server gathers requests for its model.
     *
     * @param most requests in one inference, at least 1
     * @param delayNanos how long the first of them waits for others at most; 0 takes only those that wait already
     */
    record Batching(int most, long delayNanos) {
        /** One by one. */
        public static final Batching NONE = new Batching(1, 0);
    }

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
