package dev.taximeter.summary;

/**
 * Every number that a summary judges by, in one place. They are conventions, chosen so that a warning is worth reading
 * and an invalid run is truly worth nothing.
 */
public final class Thresholds {
    /** Of all intervals. */
    public static final double CONFIDENCE = 0.95;

    /** Of every bootstrap. */
    public static final int RESAMPLES = 2_000;

    /** Of every permutation test: enough that one question of fifty can still be rare at 1 %. */
    public static final int PERMUTATIONS = 9_999;

    /** Lateness of our own under this is never worth a word, in nanoseconds. */
    public static final double OWN_DELAY_FLOOR_NANOS = 1e6;

    /** Share of an arm's response time that our lateness may make up before a warning. */
    public static final double DISPATCH_LAG_WARN_RATIO = 0.1;

    /** The same, before the run is invalid: a quarter of the figure would be ours and not the system's. */
    public static final double DISPATCH_LAG_INVALID_RATIO = 0.25;

    /** Share of the median service time that the client may add to what the emulator truly did. */
    public static final double TRUTH_ERROR_INVALID_RATIO = 0.1;

    /** Share of all cores that harness and emulator may use together before they are the bottleneck. */
    public static final double OWN_CPU_INVALID_RATIO = 0.9;

    /** Share of all cores that others may use before a warning. */
    public static final double FOREIGN_CPU_WARN_RATIO = 0.1;

    /** Share of an arm's requests that may fail before its latencies are those of a minority. */
    public static final double ERRORS_INVALID_RATIO = 0.5;

    /** Share of requests that may wait for a slot, longer than {@link #OWN_DELAY_FLOOR_NANOS}, before a warning. */
    public static final double SLOT_WAIT_WARN_RATIO = 0.01;

    /** Effective size over n under which likeness of successive requests is worth a warning. */
    public static final double EFFECTIVE_SIZE_WARN_RATIO = 0.5;

    /** Fewest values whose effective size is judged. */
    public static final int EFFECTIVE_SIZE_MINIMUM = 50;

    /** Modified z-score from which a request is an outlier. */
    public static final double OUTLIER_SCORE = 10;

    /** Outliers are warned of above this share of the good answers: one in two hundred belongs to any heavy tail. */
    public static final double OUTLIERS_WARN_RATIO = 0.005;

    /** Failures that may pass are warned of from this share of the requests on. */
    public static final double ERRORS_WARN_RATIO = 0.01;

    /** Tokens in a chunk, on average, from which gaps are not per token. */
    public static final double TOKENS_PER_CHUNK_WARN = 1.5;

    private Thresholds() {}
}
