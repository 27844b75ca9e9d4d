package dev.taximeter.scenario;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonFault;
import java.util.Arrays;
import java.util.stream.Stream;

/** Every key that scenario, suite and profile files may have. A reader that asks for another one is a bug. */
final class Sections {
    static final Section SCENARIO = Section.of(
            "scenario",
            "taximeter",
            "question",
            "seed",
            "prices",
            "arms",
            "workload",
            "sweep",
            "objectives",
            "budget",
            "load",
            "trials",
            "order",
            "blocks");

    static final Section SUITE =
            Section.of("suite", "taximeter", "scenarios", "rehearsals", "controls", "nights", "budget", "keep");
    static final Section KEEP = Section.of("keep", "samplesDays", "runsDays");

    static final Section OPENAI = Section.of(
            "openai",
            "provider",
            "label",
            "model",
            "api",
            "shots",
            "trainingTokens",
            "instructions",
            "format",
            "key",
            "endpoint",
            "headers",
            "body",
            "emulated",
            "rehearsal");
    static final Section AZURE = Section.of(
            "azure-openai",
            "provider",
            "label",
            "deployment",
            "model",
            "api",
            "apiVersion",
            "shots",
            "trainingTokens",
            "instructions",
            "format",
            "key",
            "entra",
            "endpoint",
            "headers",
            "body",
            "emulated",
            "rehearsal");
    static final Section ANTHROPIC = new Section("anthropic", OPENAI.keys());
    static final Section VLLM = hosted("vllm", "api", "machine", "utilisation");
    static final Section TGI = hosted("tgi", "api", "machine", "utilisation");
    static final Section LLAMA_CPP = hosted("llama-cpp", "machine", "utilisation");
    static final Section OLLAMA = hosted("ollama", "api", "machine", "utilisation");
    static final Section GEMINI = hosted("gemini");
    static final Section BEDROCK = hosted("bedrock", "region", "aws");
    static final Section NLU = Section.of(
            "nlu", "provider", "label", "model", "encoder", "outOfScope", "threads", "machine", "utilisation");
    static final Section NLU_HTTP = behind("nlu-http", "api", "key", "token", "offsets", "logits");
    static final Section LOGITS = Section.of("logits", "output", "labels");
    static final Section NLU_REDIS = behind("nlu-redis", "pattern", "queue", "password");

    static final Section NLU_PUBSUB =
            behind("nlu-pubsub", "project", "queue", "publisher", "subscriber", "worker", "fake");
    static final Section PUBSUB_PUBLISHER = Section.of(
            "publisher", "delayThreshold", "elementCountThreshold", "requestByteThreshold", "executorThreads");
    static final Section PUBSUB_SUBSCRIBER = Section.of(
            "subscriber",
            "maxOutstandingElementCount",
            "maxOutstandingRequestBytes",
            "parallelPullCount",
            "executorThreads",
            "minDurationPerAckExtension",
            "maxDurationPerAckExtension",
            "maxAckExtensionPeriod");
    static final Section PUBSUB_WORKER = Section.of("worker", "publisher", "subscriber");
    static final Section PUBSUB_FAKE = Section.of("fake", "publish", "forward", "back");

    static final Section HYBRID = Section.of("hybrid", "provider", "label", "first", "then", "below");

    /** An arm of any provider. */
    static final Section ARM = new Section(
            "arm",
            Stream.of(
                            OPENAI,
                            AZURE,
                            ANTHROPIC,
                            VLLM,
                            TGI,
                            LLAMA_CPP,
                            OLLAMA,
                            GEMINI,
                            BEDROCK,
                            NLU,
                            HYBRID,
                            NLU_REDIS,
                            NLU_PUBSUB,
                            NLU_HTTP)
                    .flatMap(section -> section.keys().stream())
                    .distinct()
                    .toList());

    static final Section AWS = Section.of("aws", "accessKey", "secretKey", "sessionToken");
    static final Section ENTRA = Section.of("entra", "tenant", "client", "secret", "authority", "scope");
    static final Section SECRET_HEADER = Section.of("header", "env", "scheme");

    static final Section WORKLOAD = Section.of(
            "workload",
            "task",
            "data",
            "prompts",
            "cases",
            "template",
            "synthetic",
            "examples",
            "shots",
            "instructions",
            "schema",
            "format",
            "utterances",
            "languages",
            "passages",
            "retrieve",
            "maxOutputTokens",
            "exactLength",
            "stop",
            "stream",
            "cache");
    static final Section SYNTHETIC = Section.of("workload.synthetic", "inputTokens", "prompts", "ask");
    static final Section SWEEP = Section.of("sweep", "inputTokens", "outputTokens", "shots", "rate", "users");
    static final Section LOAD =
            Section.of("load", "open", "closed", "warmUp", "measure", "drain", "timeout", "stall", "retries");
    static final Section OPEN = Section.of("load.open", "rate", "arrivals", "maxInFlight", "thinkTime");
    static final Section CLOSED = Section.of("load.closed", "users", "thinkTime");
    static final Section RETRIES = Section.of("load.retries", "max", "cap");

    static final Section PROFILE = Section.of(
            "profile",
            "profile",
            "dialect",
            "description",
            "source",
            "ttft",
            "gap",
            "tokensPerFrame",
            "framesPerBurst",
            "stalls",
            "errors",
            "accuracy",
            "reply",
            "prefill",
            "slots",
            "pools",
            "drift",
            "limits",
            "cache",
            "reasoning",
            "faults",
            "json",
            "https",
            "spillover",
            "loading",
            "gateway");
    static final Section DELAY = Section.of("delay", "constant", "lognormal", "quantiles");
    static final Section LOGNORMAL = Section.of("lognormal", "min", "median", "sigma", "max");
    static final Section STALLS = Section.of("stalls", "ratio", "delay", "beforeHeaders", "midStream");
    static final Section STALL = Section.of("stall", "ratio", "delay");
    static final Section ERRORS = Section.of("errors", "server", "rateLimited");

    static final Section POOL = Section.of("pool", "share", "ttft", "gap");
    static final Section GATEWAY = Section.of("gateway", "delay");
    static final Section SPILLOVER = Section.of("spillover", "from", "to", "share", "above", "ttft", "gap");
    static final Section DRIFT = Section.of("drift", "sine", "steps");
    static final Section SINE = Section.of("sine", "period", "amplitude");
    static final Section STEPS = Section.of("steps", "every", "factors");
    static final Section LIMITS =
            Section.of("limits", "requestsPerMinute", "slice", "tokensPerMinute", "ramp", "headers");
    static final Section RAMP = Section.of("ramp", "freeTokensPerMinute", "growth", "window");
    static final Section CACHE = Section.of("cache", "minTokens", "stepTokens", "discount", "kept");
    static final Section REASONING = Section.of("reasoning", "tokens", "time");
    static final Section FAULTS = new Section(
            "faults",
            Arrays.stream(InjectedFault.values()).map(InjectedFault::id).toList());
    static final Section JSON_VERSION = new Section(
            "version", Arrays.stream(JsonFault.values()).map(JsonFault::id).toList());
    static final Section JSON_FAULTS = new Section(
            "json",
            Stream.concat(JSON_VERSION.keys().stream(), Stream.of("versions")).toList());

    private Sections() {}

    /**
     * A local model behind something.
     *
     * @param own what is said of that
     */
    private static Section behind(String name, String... own) {
        return new Section(
                name,
                Stream.of(NLU.keys().stream(), Stream.of("endpoint"), Stream.of(own), Stream.of("batch", "maxDelay"))
                        .flatMap(keys -> keys)
                        .toList());
    }

    /** @param own what this server has beside the others */
    private static Section hosted(String name, String... own) {
        Stream<String> first = Stream.of("provider", "label", "model");
        Stream<String> last = Stream.of(
                "shots",
                "trainingTokens",
                "instructions",
                "format",
                "key",
                "endpoint",
                "headers",
                "body",
                "emulated",
                "rehearsal");
        return new Section(
                name, Stream.concat(first, Stream.concat(Stream.of(own), last)).toList());
    }
}
