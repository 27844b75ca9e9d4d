package dev.taximeter.cli;

import dev.taximeter.model.PubSubSettings;
import dev.taximeter.model.PubSubSettings.Publishing;
import dev.taximeter.model.PubSubSettings.Subscribing;
import dev.taximeter.model.Target.PubSubQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a worker of Google Pub/Sub is told on its command line. Names, units and limits are those of Google's client. */
final class PubSubOptions {
    private static final Publishing PUBLISHING = PubSubSettings.WORKER.publisher();
    private static final Subscribing SUBSCRIBING = PubSubSettings.WORKER.subscriber();

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "Pub/Sub: id of the project (default: taximeter at an emulator)")
    private @Nullable String project;

    @Option(
            names = "--dead-letters",
            description = "Pub/Sub: give a new subscription a dead-letter topic, without which Pub/Sub counts no"
                    + " deliveries; Google's service account for Pub/Sub needs the right to publish to it")
    private boolean deadLetters;

    @Option(
            names = "--delay-threshold-ms",
            paramLabel = "MS",
            description =
                    "Pub/Sub: longest wait of an answer for others to be published with it, 1 to 10000 (default: 1)")
    private long delayThresholdMillis = TimeUnit.NANOSECONDS.toMillis(PUBLISHING.delayThresholdNanos());

    @Option(
            names = "--element-count-threshold",
            paramLabel = "N",
            description = "Pub/Sub: answers that are published at once, 1 to 1000 (default: 1, each by itself)")
    private int elementCountThreshold = PUBLISHING.elementCountThreshold();

    @Option(
            names = "--request-byte-threshold",
            paramLabel = "BYTES",
            description = "Pub/Sub: bytes of answers that are published at once, 1 to 10000000 (default: 1000)")
    private int requestByteThreshold = PUBLISHING.requestByteThreshold();

    @Option(
            names = "--publisher-threads",
            paramLabel = "N",
            description = "Pub/Sub: threads that publish, 1 to 256 (default: 5)")
    private int publisherThreads = PUBLISHING.executorThreads();

    @Option(
            names = "--max-outstanding-element-count",
            paramLabel = "N",
            description = "Pub/Sub: requests taken in and not answered, 1 to 100000 (default: 64); the rest waits at"
                    + " the broker")
    private int maxOutstandingElementCount = SUBSCRIBING.maxOutstandingElementCount();

    @Option(
            names = "--max-outstanding-request-bytes",
            paramLabel = "BYTES",
            description = "Pub/Sub: their bytes, 1 to 10000000000 (default: 104857600)")
    private long maxOutstandingRequestBytes = SUBSCRIBING.maxOutstandingRequestBytes();

    @Option(
            names = "--parallel-pull-count",
            paramLabel = "N",
            description = "Pub/Sub: streams at once, 1 to 32 (default: 1)")
    private int parallelPullCount = SUBSCRIBING.parallelPullCount();

    @Option(
            names = "--subscriber-threads",
            paramLabel = "N",
            description = "Pub/Sub: threads that hand requests over, 1 to 256 (default: 5)")
    private int subscriberThreads = SUBSCRIBING.executorThreads();

    @Option(
            names = "--min-duration-per-ack-extension-s",
            paramLabel = "S",
            description = "Pub/Sub: shortest extension of a request's deadline, 10 to 600 (default: the client's own)")
    private long minAckExtensionSeconds = TimeUnit.NANOSECONDS.toSeconds(SUBSCRIBING.minDurationPerAckExtensionNanos());

    @Option(
            names = "--max-duration-per-ack-extension-s",
            paramLabel = "S",
            description = "Pub/Sub: longest such, 10 to 600 (default: 10); what a dead worker held is handed out again"
                    + " after that")
    private long maxAckExtensionSeconds = TimeUnit.NANOSECONDS.toSeconds(SUBSCRIBING.maxDurationPerAckExtensionNanos());

    @Option(
            names = "--max-ack-extension-period-s",
            paramLabel = "S",
            description = "Pub/Sub: how long a request is held at most, 0 to 3600 (default: 3600)")
    private long maxAckExtensionPeriodSeconds =
            TimeUnit.NANOSECONDS.toSeconds(SUBSCRIBING.maxAckExtensionPeriodNanos());

    /** Whether a new subscription gets a dead-letter topic. */
    boolean deadLetters() {
        return deadLetters;
    }

    /**
     * The queue, with these settings.
     *
     * @param where {@code google} or {@code host:port} of an emulator
     * @throws UserError when something does not fit; says all that does not
     */
    PubSubQueue queue(String where, String queue) {
        List<String> problems = new ArrayList<>();
        boolean google = where.equals("google");
        if (!google && !where.matches("[A-Za-z0-9.-]+:[0-9]{1,5}")) {
            problems.add("--pubsub %s: expected google, or host:port of an emulator".formatted(where));
        }
        if (google && project == null) {
            problems.add("--pubsub google wants --project, the id of a Google Cloud project");
        }
        if (!queue.matches("(?!goog)[A-Za-z][A-Za-z0-9._-]{0,63}")) {
            problems.add("--queue %s: expected a letter, then up to 63 letters, digits, dots, dashes".formatted(queue));
        }
        within(problems, "--delay-threshold-ms", delayThresholdMillis, 1, 10_000);
        within(problems, "--element-count-threshold", elementCountThreshold, 1, 1_000);
        within(problems, "--request-byte-threshold", requestByteThreshold, 1, 10_000_000);
        within(problems, "--publisher-threads", publisherThreads, 1, 256);
        within(problems, "--max-outstanding-element-count", maxOutstandingElementCount, 1, 100_000);
        within(problems, "--max-outstanding-request-bytes", maxOutstandingRequestBytes, 1, 10_000_000_000L);
        within(problems, "--parallel-pull-count", parallelPullCount, 1, 32);
        within(problems, "--subscriber-threads", subscriberThreads, 1, 256);
        if (minAckExtensionSeconds != 0) {
            within(problems, "--min-duration-per-ack-extension-s", minAckExtensionSeconds, 10, 600);
        }
        if (maxAckExtensionSeconds != 0) {
            within(problems, "--max-duration-per-ack-extension-s", maxAckExtensionSeconds, 10, 600);
        }
        if (minAckExtensionSeconds > 0
                && maxAckExtensionSeconds > 0
                && minAckExtensionSeconds >= maxAckExtensionSeconds) {
            problems.add("--min-duration-per-ack-extension-s is not below --max-duration-per-ack-extension-s");
        }
        within(problems, "--max-ack-extension-period-s", maxAckExtensionPeriodSeconds, 0, 3_600);
        if (!problems.isEmpty()) {
            throw new UserError(String.join("\n", problems));
        }
        return new PubSubQueue(
                project == null ? "taximeter" : project, queue, google ? null : where, settings(), null, "");
    }

    private static void within(List<String> problems, String option, long value, long least, long most) {
        if (value < least || value > most) {
            problems.add("%s %d: expected a whole number from %d to %d".formatted(option, value, least, most));
        }
    }

    private PubSubSettings settings() {
        return new PubSubSettings(
                new Publishing(
                        TimeUnit.MILLISECONDS.toNanos(delayThresholdMillis),
                        elementCountThreshold,
                        requestByteThreshold,
                        publisherThreads),
                new Subscribing(
                        maxOutstandingElementCount,
                        maxOutstandingRequestBytes,
                        parallelPullCount,
                        subscriberThreads,
                        TimeUnit.SECONDS.toNanos(minAckExtensionSeconds),
                        TimeUnit.SECONDS.toNanos(maxAckExtensionSeconds),
                        TimeUnit.SECONDS.toNanos(maxAckExtensionPeriodSeconds)));
    }

    /** How the worker of a queue in a fake is told all this. */
    static List<String> arguments(PubSubQueue queue) {
        PubSubSettings settings =
                Objects.requireNonNull(queue.fake(), "no fake").worker();
        Publishing publisher = settings.publisher();
        Subscribing subscriber = settings.subscriber();
        List<String> arguments = new ArrayList<>(List.of("--dead-letters"));
        add(arguments, "--pubsub", Objects.requireNonNull(queue.endpoint(), "not started"));
        add(arguments, "--project", queue.project());
        add(arguments, "--queue", queue.queue());
        add(arguments, "--delay-threshold-ms", TimeUnit.NANOSECONDS.toMillis(publisher.delayThresholdNanos()));
        add(arguments, "--element-count-threshold", publisher.elementCountThreshold());
        add(arguments, "--request-byte-threshold", publisher.requestByteThreshold());
        add(arguments, "--publisher-threads", publisher.executorThreads());
        add(arguments, "--max-outstanding-element-count", subscriber.maxOutstandingElementCount());
        add(arguments, "--max-outstanding-request-bytes", subscriber.maxOutstandingRequestBytes());
        add(arguments, "--parallel-pull-count", subscriber.parallelPullCount());
        add(arguments, "--subscriber-threads", subscriber.executorThreads());
        add(arguments, "--min-duration-per-ack-extension-s", seconds(subscriber.minDurationPerAckExtensionNanos()));
        add(arguments, "--max-duration-per-ack-extension-s", seconds(subscriber.maxDurationPerAckExtensionNanos()));
        add(arguments, "--max-ack-extension-period-s", seconds(subscriber.maxAckExtensionPeriodNanos()));
        return arguments;
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    private static void add(List<String> arguments, String option, Object value) {
        arguments.add(option);
        arguments.add(String.valueOf(value));
    }
}
