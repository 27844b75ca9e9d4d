package dev.taximeter.serve;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Target.RedisQueue;
import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.provider.BootId;
import dev.taximeter.provider.queue.RedisConnection;
import dev.taximeter.provider.queue.RedisKeys;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;

/** Starts workers of queues in Redis. */
public final class RedisWorkers {
    /** One each for receiving, replying and keeping house, and one to spare. */
    private static final int CONNECTIONS = 4;

    private RedisWorkers() {}

    /**
     * Starts to answer a queue's requests.
     *
     * @param queue which, and where
     * @param password null for none
     * @param batcher in front of the model; stays the caller's
     * @param name no other worker of the queue has it
     * @param claimMillis after such a silence a worker, or such a time without an answer a request, is given up
     * @throws redis.clients.jedis.exceptions.JedisException when Redis cannot be reached or refuses
     */
    public static QueueWorker start(
            RedisQueue queue, @Nullable String password, Batcher<Inference> batcher, String name, long claimMillis) {
        NanoClock clock = NanoClock.system();
        RedisClient redis = RedisConnection.open(queue.address(), password, CONNECTIONS);
        RedisKeys keys = new RedisKeys(queue.queue());
        Inbox inbox = switch (queue.pattern()) {
            case LISTS -> new RedisListInbox(redis, keys, name, claimMillis, clock);
            case STREAMS -> new RedisStreamInbox(redis, keys, name, claimMillis, clock);
        };
        return new QueueWorker(inbox, batcher, clock, name, BootId.current());
    }
}
