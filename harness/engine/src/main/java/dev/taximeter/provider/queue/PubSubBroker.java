package dev.taximeter.provider.queue;

import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.pubsub.v1.ExpirationPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.taximeter.model.NanoClock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A queue in Google Pub/Sub. Each client has a subscription of its own to the replies, filtered at the broker by its name,
 * which goes when the client closes, and by itself a day after it was last used.
 */
final class PubSubBroker implements Broker {
    private static final long EXPIRY_SECONDS = TimeUnit.DAYS.toSeconds(1);
    private static final long RETENTION_SECONDS = TimeUnit.MINUTES.toSeconds(10);
    private static final int ACK_DEADLINE_SECONDS = 10;

    private final PubSubConnection connection;
    private final PubSubNames names;
    private final String client;
    private final Listener listener;
    private final Publisher publisher;
    private final Subscriber subscriber;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param connection is closed with the broker */
    PubSubBroker(PubSubConnection connection, PubSubNames names, String client, Listener listener) {
        this.connection = connection;
        this.names = names;
        this.client = client;
        this.listener = listener;
        connection.ensureTopics(names.requests(), names.replies());
        connection.ensureSubscription(Subscription.newBuilder()
                .setName(names.replies(client).toString())
                .setTopic(names.replies().toString())
                .setFilter("attributes.%s = \"%s\"".formatted(PubSubNames.CLIENT, client))
                .setAckDeadlineSeconds(ACK_DEADLINE_SECONDS)
                .setMessageRetentionDuration(Duration.newBuilder().setSeconds(RETENTION_SECONDS))
                .setExpirationPolicy(ExpirationPolicy.newBuilder()
                        .setTtl(Duration.newBuilder().setSeconds(EXPIRY_SECONDS)))
                .build());
        this.publisher = connection.publisher(names.requests());
        this.subscriber = connection.subscriber(names.replies(client), this::receive);
    }

    @Override
    public String replyTo() {
        return client;
    }

    @Override
    public void publish(String message) throws BrokerException, InterruptedException {
        if (!subscriber.isRunning()) {
            throw new BrokerException("Pub/Sub: the subscription to the replies has ended", subscriber.failureCause());
        }
        PubsubMessage request = PubsubMessage.newBuilder()
                .setData(ByteString.copyFromUtf8(message))
                .build();
        try {
            String _ = publisher.publish(request).get();
        } catch (ExecutionException e) {
            throw new BrokerException("Pub/Sub: " + PubSubConnection.words(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    /** On a thread of Google's client. */
    private void receive(PubsubMessage message, AckReplyConsumer consumer) {
        long arrivedNanos = NanoClock.system().nanos();
        consumer.ack();
        listener.reply(message.getData().toStringUtf8(), arrivedNanos);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        PubSubConnection.end(publisher);
        PubSubConnection.end(subscriber);
        try {
            connection.deleteSubscription(names.replies(client));
        } catch (PubSubException e) {
            // Pub/Sub is gone; the subscription expires.
        }
        connection.close();
    }
}
