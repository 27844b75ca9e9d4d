package dev.taximeter.model;

/**
 * What one side of a queue in Google Pub/Sub sets in Google's client. The names and the limits are that client's own.
 *
 * @param publisher of what it sends
 * @param subscriber of what it receives
 */
public record PubSubSettings(Publishing publisher, Subscribing subscriber) {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    /** Where Google's client publishes to one topic. */
    private static final Publishing PROMPT = new Publishing(MILLISECOND, 1, 1_000, 5);

    /** The asking side's: each request leaves at once; replies are handed over as they come. */
    public static final PubSubSettings CLIENT =
            new PubSubSettings(PROMPT, new Subscribing(1_000, 100 * 1024 * 1024, 1, 5, 0, 0, 3_600 * SECOND));

    /**
     * The worker's: each answer leaves at once; no more requests are taken in than it can hold, and what a dead worker held
     * goes to another after 10 s.
     */
    public static final PubSubSettings WORKER =
            new PubSubSettings(PROMPT, new Subscribing(64, 100 * 1024 * 1024, 1, 5, 0, 10 * SECOND, 3_600 * SECOND));

    /**
     * The publisher's. What is waiting is sent when any of the three thresholds is reached.
     *
     * @param delayThresholdNanos longest wait for others; whole milliseconds, 1 ms to 10 s
     * @param elementCountThreshold messages, 1 to 1000; 1 sends each at once
     * @param requestByteThreshold bytes, 1 to 10000000
     * @param executorThreads threads that send, 1 to 256
     */
    public record Publishing(
            long delayThresholdNanos, int elementCountThreshold, int requestByteThreshold, int executorThreads) {}

    /**
     * The subscriber's.
     *
     * @param maxOutstandingElementCount messages taken in and not yet let go, 1 to 100000; the rest waits at the broker
     * @param maxOutstandingRequestBytes their bytes, 1 to 10 GB
     * @param parallelPullCount streams at once, 1 to 32
     * @param executorThreads threads that hand messages over, 1 to 256
     * @param minDurationPerAckExtensionNanos shortest extension of a message's deadline; whole seconds, 0 for the client's
     *     own choice, else 10 s to 600 s
     * @param maxDurationPerAckExtensionNanos longest such, likewise; what a dead subscriber held is handed out again after
     *     that
     * @param maxAckExtensionPeriodNanos how long a message is held at most before it is handed out again; whole seconds, 0
     *     for not at all
     */
    public record Subscribing(
            int maxOutstandingElementCount,
            long maxOutstandingRequestBytes,
            int parallelPullCount,
            int executorThreads,
            long minDurationPerAckExtensionNanos,
            long maxDurationPerAckExtensionNanos,
            long maxAckExtensionPeriodNanos) {}
}
