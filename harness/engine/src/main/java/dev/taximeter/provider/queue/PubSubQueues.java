package dev.taximeter.provider.queue;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.QueueCounts;
import dev.taximeter.model.Target.PubSubQueue;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;

/** Opens clients of queues in Google Pub/Sub. */
public final class PubSubQueues {
    private PubSubQueues() {}

    /**
     * Opens a client and plays ping-pong with the worker.
     *
     * @param ending gets the counts of all calls when the provider closes
     * @throws PubSubException when Pub/Sub cannot be reached or refuses
     */
    public static QueueProvider open(PubSubQueue queue, Consumer<QueueCounts> ending) {
        String client = UUID.randomUUID().toString().substring(0, 13);
        return QueueProvider.open(
                listener -> broker(queue, client, listener),
                client,
                NanoClock.system(),
                queue.fake() == null ? OptionalLong.empty() : queue.fake().clockBoundNanos(),
                ending);
    }

    private static Broker broker(PubSubQueue queue, String client, Broker.Listener listener) {
        PubSubConnection connection = PubSubConnection.open(queue.endpoint(), queue.settings());
        boolean complete = false;
        try {
            Broker broker =
                    new PubSubBroker(connection, new PubSubNames(queue.project(), queue.queue()), client, listener);
            complete = true;
            return broker;
        } finally {
            if (!complete) {
                connection.close();
            }
        }
    }
}
