package dev.taximeter.serve;

import com.google.api.core.ApiFutureCallback;
import com.google.api.core.ApiFutures;
import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.taximeter.model.NanoClock;
import dev.taximeter.provider.queue.PubSubConnection;
import dev.taximeter.provider.queue.PubSubNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests from a subscription in Google Pub/Sub. A request is stamped when Google's client hands it over, and let go once
 * its answer is published: a crash loses nothing, and what is answered twice is what was published and not let go yet.
 * Google's client gathers for up to 100 ms what is let go.
 *
 * <p>How often a request was handed out is Pub/Sub's own count, which comes only where the subscription has a dead-letter
 * topic, or what this process has seen itself.
 */
final class PubSubInbox implements Inbox {
    private static final int REMEMBERED = 100_000;
    private static final long BLOCK_MILLIS = 250;

    private final PubSubConnection connection;
    private final NanoClock clock;
    private final Publisher replies;
    private final Subscriber requests;
    private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    private final Map<String, AckReplyConsumer> held = new ConcurrentHashMap<>();
    private final Deliveries deliveries = new Deliveries(REMEMBERED);
    private final AtomicLong handles = new AtomicLong();
    private volatile boolean closed;

    /** @param connection is closed with the inbox */
    PubSubInbox(PubSubConnection connection, PubSubNames names, NanoClock clock) {
        this.connection = connection;
        this.clock = clock;
        this.replies = connection.publisher(names.replies());
        this.requests = connection.subscriber(names.workers(), this::arrive);
    }

    /** On a thread of Google's client. */
    private void arrive(PubsubMessage message, AckReplyConsumer consumer) {
        long receivedNanos = clock.nanos();
        int seen = deliveries.of(message.getMessageId());
        Integer counted = Subscriber.getDeliveryAttempt(message);
        String handle = String.valueOf(handles.incrementAndGet());
        held.put(handle, consumer);
        arrived.add(new Delivery(
                handle,
                message.getData().toStringUtf8(),
                receivedNanos,
                counted == null ? seen : Math.max(seen, counted)));
    }

    @Override
    public List<Delivery> receive(int most) throws InterruptedException {
        Delivery first = arrived.poll(BLOCK_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            if (!closed && !requests.isRunning()) {
                throw new IllegalStateException("the subscription to the requests has ended", requests.failureCause());
            }
            return List.of();
        }
        List<Delivery> received = new ArrayList<>(List.of(first));
        arrived.drainTo(received, most - 1);
        return received;
    }

    @Override
    public void answer(List<Answered> answers) {
        for (Answered answered : answers) {
            AckReplyConsumer request = held.remove(answered.delivery().handle());
            if (request == null || answered.replyTo().isEmpty()) {
                if (request != null) {
                    request.ack();
                }
                continue;
            }
            PubsubMessage reply = PubsubMessage.newBuilder()
                    .setData(ByteString.copyFromUtf8(answered.reply()))
                    .putAttributes(PubSubNames.CLIENT, answered.replyTo())
                    .build();
            ApiFutures.addCallback(replies.publish(reply), letGo(request), MoreExecutors.directExecutor());
        }
    }

    private static ApiFutureCallback<String> letGo(AckReplyConsumer request) {
        return new ApiFutureCallback<>() {
            @Override
            public void onSuccess(String published) {
                request.ack();
            }

            @Override
            public void onFailure(Throwable refused) {
                request.nack(); // somebody answers it again
            }
        };
    }

    @Override
    public void close() {
        closed = true;
        PubSubConnection.end(requests);
        PubSubConnection.end(replies);
        connection.close();
    }
}
