package dev.taximeter.serve;

import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.Subscription;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Target.PubSubQueue;
import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.provider.BootId;
import dev.taximeter.provider.queue.PubSubConnection;
import dev.taximeter.provider.queue.PubSubException;
import dev.taximeter.provider.queue.PubSubNames;

/** Starts workers of queues in Google Pub/Sub. */
public final class PubSubWorkers {
    /** The shortest that Pub/Sub has: what nobody holds on to is handed out again soon. */
    private static final int ACK_DEADLINE_SECONDS = 10;

    /** The most that Pub/Sub has. */
    private static final int MOST_DELIVERIES = 100;

    private PubSubWorkers() {}

    /**
     * Starts to answer a queue's requests; makes its topics and its subscription where they are not there yet.
     *
     * @param batcher in front of the model; stays the caller's
     * @param name no other worker of the queue has it
     * @param deadLetters whether a new subscription gets a dead-letter topic, without which Pub/Sub counts no deliveries
     * @throws PubSubException when Pub/Sub cannot be reached or refuses
     */
    public static QueueWorker start(PubSubQueue queue, Batcher<Inference> batcher, String name, boolean deadLetters) {
        PubSubNames names = new PubSubNames(queue.project(), queue.queue());
        PubSubConnection connection = PubSubConnection.open(queue.endpoint(), queue.settings());
        boolean complete = false;
        try {
            connection.ensureTopics(names.requests(), names.replies());
            Subscription.Builder subscription = Subscription.newBuilder()
                    .setName(names.workers().toString())
                    .setTopic(names.requests().toString())
                    .setAckDeadlineSeconds(ACK_DEADLINE_SECONDS);
            if (deadLetters) {
                connection.ensureTopics(names.deadLetters());
                subscription.setDeadLetterPolicy(DeadLetterPolicy.newBuilder()
                        .setDeadLetterTopic(names.deadLetters().toString())
                        .setMaxDeliveryAttempts(MOST_DELIVERIES));
            }
            connection.ensureSubscription(subscription.build());
            NanoClock clock = NanoClock.system();
            QueueWorker worker =
                    new QueueWorker(new PubSubInbox(connection, names, clock), batcher, clock, name, BootId.current());
            complete = true;
            return worker;
        } finally {
            if (!complete) {
                connection.close();
            }
        }
    }
}
