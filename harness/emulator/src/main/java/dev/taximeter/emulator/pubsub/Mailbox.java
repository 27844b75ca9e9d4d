package dev.taximeter.emulator.pubsub;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: what waits, and what was handed out and not let go. What is not let go in time is handed out again,
 * also when whoever had it is gone.
 */
final class Mailbox {
    private final Subscription subscription;
    private final Clockwork clockwork;
    private final long deadlineNanos;
    private final Consumer<Letter> deadLetters;
    private final Filter filter;
    private final Deque<Letter> waiting = new ArrayDeque<>();
    private final Map<String, Lease> leases = new HashMap<>();
    private final List<PullStream> streams = new ArrayList<>();
    private int next;
    private long ackIds;

    /**
     * @param deadlineNanos for all deadlines; 0 for what subscribers ask for
     * @param deadLetters gets what was handed out too often
     */
    Mailbox(Subscription subscription, Clockwork clockwork, long deadlineNanos, Consumer<Letter> deadLetters) {
        this.subscription = subscription;
        this.clockwork = clockwork;
        this.deadlineNanos = deadlineNanos;
        this.deadLetters = deadLetters;
        this.filter = Filter.of(subscription.getFilter());
    }

    /** Somebody has it until the timer goes. */
    private record Lease(Letter letter, @Nullable PullStream stream, Future<?> timer) {}

    Subscription subscription() {
        return subscription;
    }

    boolean wants(Letter letter) {
        return filter.wants(letter.message.getAttributesMap());
    }

    void put(Letter letter) {
        waiting.add(letter);
        handOut();
    }

    void open(PullStream stream) {
        streams.add(stream);
        handOut();
    }

    /** What the stream's subscriber had stays its own until the deadline. */
    void close(PullStream stream) {
        streams.remove(stream);
    }

    /** The subscription is deleted. */
    void end(Throwable why) {
        List.copyOf(streams).forEach(stream -> stream.end(why));
        streams.clear();
        leases.values().forEach(lease -> lease.timer().cancel(false));
    }

    /** What waits, without a stream. */
    List<ReceivedMessage> pull(int most) {
        List<ReceivedMessage> pulled = new ArrayList<>();
        while (pulled.size() < most && !waiting.isEmpty()) {
            pulled.add(lease(waiting.remove(), null, subscription.getAckDeadlineSeconds()));
        }
        return pulled;
    }

    /** To one stream after the other, as long as one has room. */
    private void handOut() {
        int full = 0;
        while (!waiting.isEmpty() && full < streams.size()) {
            PullStream stream = streams.get(next++ % streams.size());
            if (stream.hasRoom()) {
                full = 0;
                Letter letter = waiting.remove();
                stream.send(lease(letter, stream, stream.deadlineSeconds()), letter);
            } else {
                full++;
            }
        }
    }

    private ReceivedMessage lease(Letter letter, @Nullable PullStream stream, int seconds) {
        String ackId = subscription.getName() + ":" + ackIds++;
        letter.deliveries++;
        leases.put(ackId, new Lease(letter, stream, timer(ackId, seconds)));
        ReceivedMessage.Builder message =
                ReceivedMessage.newBuilder().setAckId(ackId).setMessage(letter.message);
        if (subscription.hasDeadLetterPolicy()) {
            message.setDeliveryAttempt(letter.deliveries);
        }
        return message.build();
    }

    private Future<?> timer(String ackId, int seconds) {
        return clockwork.timer(
                deadlineNanos > 0 ? deadlineNanos : TimeUnit.SECONDS.toNanos(seconds), () -> giveBack(ackId));
    }

    /** Lets a message go; an id that is not known any more is passed over, as the protocol says. */
    void acknowledge(String ackId) {
        Lease lease = end(ackId);
        if (lease != null) {
            handOut();
        }
    }

    /** Moves a message's deadline; 0 gives it back at once. */
    void deadline(String ackId, int seconds) {
        if (seconds == 0) {
            giveBack(ackId);
            return;
        }
        leases.computeIfPresent(ackId, (id, lease) -> {
            lease.timer().cancel(false);
            return new Lease(lease.letter(), lease.stream(), timer(id, seconds));
        });
    }

    private void giveBack(String ackId) {
        Lease lease = end(ackId);
        if (lease == null) {
            return;
        }
        Letter letter = lease.letter();
        if (subscription.hasDeadLetterPolicy()
                && letter.deliveries >= subscription.getDeadLetterPolicy().getMaxDeliveryAttempts()) {
            deadLetters.accept(letter);
        } else {
            waiting.addFirst(letter);
        }
        handOut();
    }

    private @Nullable Lease end(String ackId) {
        Lease lease = leases.remove(ackId);
        if (lease != null) {
            lease.timer().cancel(false);
            if (lease.stream() != null) {
                lease.stream().free(lease.letter());
            }
        }
        return lease;
    }
}
