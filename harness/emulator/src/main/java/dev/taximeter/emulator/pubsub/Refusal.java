package dev.taximeter.emulator.pubsub;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.regex.Pattern;

/** The protocol's errors. */
final class Refusal {
    private static final String ID = "[A-Za-z][A-Za-z0-9._~%+-]{2,254}";
    private static final Pattern TOPIC = Pattern.compile("projects/[^/]+/topics/(?!goog)" + ID);
    private static final Pattern SUBSCRIPTION = Pattern.compile("projects/[^/]+/subscriptions/(?!goog)" + ID);

    private Refusal() {}

    static StatusRuntimeException notFound(String name) {
        return Status.NOT_FOUND
                .withDescription("Resource not found (resource=%s).".formatted(name))
                .asRuntimeException();
    }

    static StatusRuntimeException alreadyExists(String name) {
        return Status.ALREADY_EXISTS
                .withDescription("Resource already exists (resource=%s).".formatted(name))
                .asRuntimeException();
    }

    static StatusRuntimeException invalid(String what) {
        return Status.INVALID_ARGUMENT.withDescription(what).asRuntimeException();
    }

    static StatusRuntimeException notFaked(String what) {
        return Status.UNIMPLEMENTED.withDescription("this fake has no " + what).asRuntimeException();
    }

    static void requireTopicName(String name) {
        if (!TOPIC.matcher(name).matches()) {
            throw invalid("Invalid topic name: (name=%s)".formatted(name));
        }
    }

    static void requireSubscriptionName(String name) {
        if (!SUBSCRIPTION.matcher(name).matches()) {
            throw invalid("Invalid subscription name: (name=%s)".formatted(name));
        }
    }

    /** @param zeroMeans what 0 stands for is allowed */
    static void requireDeadline(int seconds, boolean zeroMeans) {
        if ((seconds < 10 || seconds > 600) && !(zeroMeans && seconds == 0)) {
            throw invalid("Invalid ack deadline: %d; it must be between 10 and 600 seconds".formatted(seconds));
        }
    }
}
