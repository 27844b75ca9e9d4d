package dev.taximeter.scenario;

/** How large inputs may be: beyond any honest use, below what would exhaust the process. */
final class Limits {
    static final int YAML_BYTES = 1 << 20;
    static final int YAML_EVENTS = 20_000;
    static final int YAML_PROBLEMS = 100;
    static final int DATA_BYTES = 64 << 20;
    static final int DATA_PROBLEMS = 20;
    static final int UTTERANCES = 500_000;
    static final int UTTERANCE_CHARS = 20_000;
    static final int INTENTS = 5_000;
    static final int ARMS = 64;
    /** Requests of the whole plan, which is held in memory. */
    static final long PLANNED_REQUESTS = 10_000_000;

    private Limits() {}
}
