package dev.taximeter.scenario;

import java.util.stream.Stream;

/** Every key that scenario and profile files may have. A reader that asks for another one is a bug. */
final class Sections {
    static final Section SCENARIO = Section.of(
            "scenario",
            "taximeter",
            "question",
            "seed",
            "prices",
            "arms",
            "workload",
            "load",
            "trials",
            "order",
            "blocks");

    static final Section OPENAI = Section.of(
            "openai",
            "provider",
            "label",
            "model",
            "api",
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
            "key",
            "entra",
            "endpoint",
            "headers",
            "body",
            "emulated",
            "rehearsal");
    static final Section ANTHROPIC = Section.of(
            "anthropic",
            "provider",
            "label",
            "model",
            "api",
            "key",
            "endpoint",
            "headers",
            "body",
            "emulated",
            "rehearsal");
    static final Section NLU =
            Section.of("nlu", "provider", "label", "encoder", "outOfScope", "threads", "machine", "utilisation");

    /** An arm of any provider. */
    static final Section ARM = new Section(
            "arm",
            Stream.of(OPENAI, AZURE, ANTHROPIC, NLU)
                    .flatMap(section -> section.keys().stream())
                    .distinct()
                    .toList());

    static final Section ENTRA = Section.of("entra", "tenant", "client", "secret", "authority", "scope");
    static final Section SECRET_HEADER = Section.of("header", "env", "scheme");

    static final Section WORKLOAD =
            Section.of("workload", "task", "data", "prompts", "instructions", "maxOutputTokens", "stream", "cache");
    static final Section LOAD = Section.of("load", "open", "closed", "warmUp", "measure", "drain", "timeout", "stall");
    static final Section OPEN = Section.of("load.open", "rate", "arrivals", "maxInFlight");
    static final Section CLOSED = Section.of("load.closed", "users", "thinkTime");

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
            "reply");
    static final Section DELAY = Section.of("delay", "constant", "lognormal", "quantiles");
    static final Section LOGNORMAL = Section.of("lognormal", "min", "median", "sigma", "max");
    static final Section STALLS = Section.of("stalls", "ratio", "delay");
    static final Section ERRORS = Section.of("errors", "server", "rateLimited");

    private Sections() {}
}
