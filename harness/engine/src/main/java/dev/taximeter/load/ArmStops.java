package dev.taximeter.load;

import dev.taximeter.model.Arm;
import dev.taximeter.model.ArmStop;
import dev.taximeter.model.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The arms for which nothing more is sent: because no further request could succeed, the money or the quota being spent, or
 * the very first answers all saying that key, address or request are wrong; or because the budget does not reach for more.
 * Thread-safe.
 */
final class ArmStops {
    /** So many answers without one of another kind, and nobody expects the next one to differ. */
    static final int HOPELESS_ANSWERS = 10;

    private final List<OfArm> arms;

    ArmStops(List<Arm> arms) {
        this.arms = arms.stream().map(arm -> new OfArm(arm.name())).toList();
    }

    /** Takes note of how a call ended. */
    void ended(int arm, Outcome outcome, long nowNanos) {
        switch (outcome.kind()) {
            case QUOTA_EXHAUSTED -> arms.get(arm).stop(outcome, nowNanos);
            case AUTH, NOT_FOUND, BAD_REQUEST -> arms.get(arm).hopeless(outcome, nowNanos);
            case CANCELLED, NOT_SENT -> {}
            case OK,
                    RATE_LIMITED,
                    OVERLOADED,
                    CONTENT_FILTERED,
                    REFUSED,
                    SERVER_ERROR,
                    CONNECT_FAILED,
                    TIMEOUT_BEFORE_HEADERS,
                    TIMEOUT_BEFORE_FIRST_TOKEN,
                    TIMEOUT_MID_STREAM,
                    RESET,
                    MALFORMED,
                    TRUNCATED,
                    ERROR_IN_STREAM,
                    LOCAL_FAILURE -> arms.get(arm).hopeful = true;
        }
    }

    /** Nothing more is sent for any arm. */
    void stopAll(Outcome outcome, long nowNanos) {
        arms.forEach(arm -> arm.stop(outcome, nowNanos));
    }

    boolean stopped(int arm) {
        return arms.get(arm).stop.get() != null;
    }

    boolean allStopped() {
        return arms.stream().allMatch(arm -> arm.stop.get() != null);
    }

    /** In the scenario's order; empty when every arm may go on. */
    List<ArmStop> all() {
        return arms.stream().flatMap(arm -> Stream.ofNullable(arm.stop.get())).toList();
    }

    private static final class OfArm {
        private final String name;
        private final AtomicReference<@Nullable ArmStop> stop = new AtomicReference<>();
        private final AtomicInteger hopeless = new AtomicInteger();
        private volatile boolean hopeful;

        OfArm(String name) {
            this.name = name;
        }

        void hopeless(Outcome outcome, long nowNanos) {
            if (!hopeful && hopeless.incrementAndGet() >= HOPELESS_ANSWERS) {
                stop(outcome, nowNanos);
            }
        }

        void stop(Outcome outcome, long nowNanos) {
            stop.compareAndSet(null, new ArmStop(name, nowNanos, outcome));
        }
    }
}
