package dev.taximeter.provider.queue;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.QueueCounts;
import dev.taximeter.model.Target.RedisQueue;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens clients of queues in Redis. */
public final class RedisQueues {
    /** Requests that publish at the same time; more wait for a connection. */
    private static final int MOST_CONNECTIONS = 16;

    /** Requests that a stream keeps at least; beyond that Redis forgets the oldest, answered or not. */
    private static final long STREAM_LIMIT = 100_000;

    private RedisQueues() {}

    /**
     * Opens a client and plays ping-pong with the worker.
     *
     * @param password null for none
     * @param concurrency calls that will be open at once
     * @param ending gets the counts of all calls when the provider closes
     */
    public static QueueProvider open(
            RedisQueue queue, @Nullable String password, int concurrency, Consumer<QueueCounts> ending) {
        String client = UUID.randomUUID().toString().substring(0, 13);
        int connections = Math.clamp(concurrency, 1, MOST_CONNECTIONS) + 1;
        long streamLimit = queue.pattern() == RedisQueue.Pattern.STREAMS ? STREAM_LIMIT : 0;
        return QueueProvider.open(
                listener -> new RedisBroker(
                        RedisConnection.open(queue.address(), password, connections),
                        new RedisKeys(queue.queue()),
                        client,
                        streamLimit,
                        listener),
                client,
                NanoClock.system(),
                OptionalLong.empty(),
                ending);
    }
}
