package dev.taximeter.scenario;

import dev.taximeter.model.Delay;
import dev.taximeter.model.FakePubSub;
import dev.taximeter.model.PubSubSettings;
import dev.taximeter.model.PubSubSettings.Publishing;
import dev.taximeter.model.PubSubSettings.Subscribing;
import dev.taximeter.model.Target.PubSubQueue;
import dev.taximeter.scenario.Kind.Misfit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what an arm says of Google Pub/Sub: where the queue is, what Google's client is told, what a fake does. */
final class PubSubSection {
    /** Any will do at an emulator. */
    private static final String NO_PROJECT = "taximeter";

    private static final String FAKE = "fake";

    private static final long MILLISECOND = 1_000_000L;

    private static final Kind<String> PROJECT = Kinds.shaped(
            "the id of a Google Cloud project, such as my-project",
            Pattern.compile("([a-z0-9.-]{1,63}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]"));
    private static final Kind<String> QUEUE = Kinds.shaped(
            "the name of a queue, such as nlu: a letter first, and not goog",
            Pattern.compile("(?!goog)[A-Za-z][A-Za-z0-9._-]{0,63}"));
    private static final Kind<String> ENDPOINT =
            new Kind<>("host:port of an emulator, such as 127.0.0.1:8085", scalar -> hostAndPort(scalar.getValue()));

    private static final Kind<Long> DELAY = steps("whole milliseconds from 1ms to 10s", MILLISECOND, 1, 10_000);
    private static final Kind<Integer> ELEMENTS = Kinds.count("a number of messages from 1 to 1000", 1, 1_000);
    private static final Kind<Integer> BYTES = Kinds.count("a number of bytes from 1 to 10000000", 1, 10_000_000);
    private static final Kind<Integer> THREADS = Kinds.count("a number of threads from 1 to 256", 1, 256);
    private static final Kind<Integer> OUTSTANDING = Kinds.count("a number of messages from 1 to 100000", 1, 100_000);
    private static final Kind<Long> OUTSTANDING_BYTES =
            Kinds.integer("a number of bytes from 1 to 10000000000", 1, 10_000_000_000L);
    private static final Kind<Integer> PULLS = Kinds.count("a number of streams from 1 to 32", 1, 32);
    private static final Kind<Long> EXTENSION = steps("whole seconds from 10s to 10m", Units.SECOND, 10, 600);
    private static final Kind<Long> PERIOD = steps("whole seconds from 0s to 1h", Units.SECOND, 0, 3_600);

    private final YamlMap arm;

    PubSubSection(YamlMap arm) {
        this.arm = arm;
    }

    /** Whether the arm names neither a project nor an emulator: the run starts a fake and a worker. */
    boolean startsItself() {
        return !arm.has("project") && !arm.has("endpoint");
    }

    /** A queue in a fake that the run starts. */
    PubSubQueue started(String name) {
        return new PubSubQueue(NO_PROJECT, "arm-" + name, null, settings(arm, PubSubSettings.CLIENT), fake(), "");
    }

    /** So that nobody reads a fake's figures as Google's, wherever the label goes. */
    static String fakeLabel(String label) {
        return label.toLowerCase(Locale.ROOT).contains(FAKE) ? label : label + ", " + FAKE;
    }

    /** A queue that others run; null when it is wrong, which has been reported. */
    @Nullable
    PubSubQueue existing(@Nullable String model) {
        String project = arm.optional("project", PROJECT);
        String endpoint = arm.optional("endpoint", ENDPOINT);
        String queue = arm.optional("queue", QUEUE, "nlu");
        PubSubSettings settings = settings(arm, PubSubSettings.CLIENT);
        boolean somewhere = project != null || (endpoint != null && !arm.has("project"));
        return model == null || !somewhere || (endpoint == null && arm.has("endpoint"))
                ? null
                : new PubSubQueue(project == null ? NO_PROJECT : project, queue, endpoint, settings, null, model);
    }

    private FakePubSub fake() {
        YamlMap fake = arm.optionalMap("fake", Sections.PUBSUB_FAKE);
        YamlMap worker = arm.optionalMap("worker", Sections.PUBSUB_WORKER);
        FakePubSub prompt = FakePubSub.prompt();
        return new FakePubSub(
                delay(fake, "publish", prompt.publish()),
                delay(fake, "forward", prompt.forward()),
                delay(fake, "back", prompt.back()),
                worker == null ? prompt.worker() : settings(worker, prompt.worker()),
                prompt.clockBoundNanos());
    }

    private static Delay delay(@Nullable YamlMap fake, String key, Delay fallback) {
        Delay delay = fake == null ? null : Delays.optional(fake, key);
        return delay == null ? fallback : delay;
    }

    private static PubSubSettings settings(YamlMap side, PubSubSettings fallback) {
        return new PubSubSettings(publishing(side, fallback.publisher()), subscribing(side, fallback.subscriber()));
    }

    private static Publishing publishing(YamlMap side, Publishing fallback) {
        YamlMap publisher = side.optionalMap("publisher", Sections.PUBSUB_PUBLISHER);
        return publisher == null
                ? fallback
                : new Publishing(
                        publisher.optional("delayThreshold", DELAY, fallback.delayThresholdNanos()),
                        publisher.optional("elementCountThreshold", ELEMENTS, fallback.elementCountThreshold()),
                        publisher.optional("requestByteThreshold", BYTES, fallback.requestByteThreshold()),
                        publisher.optional("executorThreads", THREADS, fallback.executorThreads()));
    }

    private static Subscribing subscribing(YamlMap side, Subscribing fallback) {
        YamlMap subscriber = side.optionalMap("subscriber", Sections.PUBSUB_SUBSCRIBER);
        if (subscriber == null) {
            return fallback;
        }
        long min = subscriber.optional(
                "minDurationPerAckExtension", EXTENSION, fallback.minDurationPerAckExtensionNanos());
        long max = subscriber.optional(
                "maxDurationPerAckExtension", EXTENSION, fallback.maxDurationPerAckExtensionNanos());
        if (min > 0 && max > 0 && min >= max) {
            subscriber.report(
                    "minDurationPerAckExtension",
                    "'minDurationPerAckExtension' is not below 'maxDurationPerAckExtension' (%d s)"
                            .formatted(max / Units.SECOND),
                    "a shorter one, or a longer maxDurationPerAckExtension",
                    null);
        }
        return new Subscribing(
                subscriber.optional("maxOutstandingElementCount", OUTSTANDING, fallback.maxOutstandingElementCount()),
                subscriber.optional(
                        "maxOutstandingRequestBytes", OUTSTANDING_BYTES, fallback.maxOutstandingRequestBytes()),
                subscriber.optional("parallelPullCount", PULLS, fallback.parallelPullCount()),
                subscriber.optional("executorThreads", THREADS, fallback.executorThreads()),
                min,
                max,
                subscriber.optional("maxAckExtensionPeriod", PERIOD, fallback.maxAckExtensionPeriodNanos()));
    }

    /** Google's client counts in whole steps: what lies between would be cut without a word. */
    private static Kind<Long> steps(String expected, long stepNanos, long least, long most) {
        return new Kind<>(expected, scalar -> {
            long nanos = Units.nanos(scalar.getValue(), 0, Units.HOUR);
            if (nanos % stepNanos != 0 || nanos < least * stepNanos || nanos > most * stepNanos) {
                throw new Misfit("it is not one of these");
            }
            return nanos;
        });
    }

    private static String hostAndPort(String text) throws Misfit {
        if (!text.matches("[A-Za-z0-9.-]+:[0-9]{1,5}")) {
            throw new Misfit(text.contains("://") ? "it begins with a scheme" : "it is not a host and a port");
        }
        int port = Integer.parseInt(text.substring(text.indexOf(':') + 1));
        if (port < 1 || port > 65_535) {
            throw new Misfit("there is no such port");
        }
        return text;
    }
}
