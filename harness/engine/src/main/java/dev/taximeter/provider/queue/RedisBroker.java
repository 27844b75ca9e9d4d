package dev.taximeter.provider.queue;

import dev.taximeter.model.NanoClock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.util.KeyValue;

/**
 * A queue in Redis. Each client has replies of its own, which it reads on a connection and a thread of its own: a blocking
 * command stalls everybody else on its connection.
 */
final class RedisBroker implements Broker {
    /** The one field of a stream's entries. */
    static final String FIELD = "m";

    private static final double BLOCK_SECONDS = 0.5;
    private static final int READ_AT_ONCE = 128;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final RedisClient redis;
    private final RedisKeys keys;
    private final boolean streams;
    private final long streamLimit;
    private final String replies;
    private final Listener listener;
    private final Thread reader;
    private volatile boolean closed;

    /**
     * @param redis is closed with the broker
     * @param streamLimit entries, about, beyond which the oldest of a stream are forgotten; 0 for lists
     */
    RedisBroker(RedisClient redis, RedisKeys keys, String client, long streamLimit, Listener listener) {
        this.redis = redis;
        this.keys = keys;
        this.streams = streamLimit > 0;
        this.streamLimit = streamLimit;
        this.replies = keys.replies(client);
        this.listener = listener;
        this.reader = Thread.ofPlatform().name("replies-" + client).daemon().start(this::read);
    }

    @Override
    public String replyTo() {
        return replies;
    }

    @Override
    public void publish(String message) throws BrokerException {
        try {
            if (streams) {
                XAddParams params = XAddParams.xAddParams().maxLen(streamLimit).approximateTrimming();
                StreamEntryID _ = redis.xadd(keys.requests(), params, Map.of(FIELD, message));
            } else {
                long _ = redis.lpush(keys.requests(), message);
            }
        } catch (JedisException e) {
            throw new BrokerException("Redis: " + reason(e), e);
        }
    }

    /** Of a pool's failure what made it fail. */
    private static @Nullable String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    private void read() {
        StreamEntryID last = new StreamEntryID(0, 0);
        while (!closed) {
            try {
                last = streams ? readStream(last) : readList(last);
            } catch (JedisException e) {
                LockSupport.parkNanos(RETRY_NANOS); // away for a while, or refuses us; calls fail meanwhile
            }
        }
    }

    private StreamEntryID readList(StreamEntryID last) {
        KeyValue<String, String> reply = redis.brpop(BLOCK_SECONDS, replies);
        if (reply != null) {
            listener.reply(reply.getValue(), NanoClock.system().nanos());
        }
        return last;
    }

    private StreamEntryID readStream(StreamEntryID last) {
        XReadParams params = XReadParams.xReadParams().count(READ_AT_ONCE).block((int) (1_000 * BLOCK_SECONDS));
        Map<String, List<StreamEntry>> read = redis.xreadAsMap(params, Map.of(replies, last));
        long arrivedNanos = NanoClock.system().nanos();
        StreamEntryID newest = last;
        if (read != null) {
            for (StreamEntry entry : read.getOrDefault(replies, List.of())) {
                newest = entry.getID();
                String message = entry.getFields().get(FIELD);
                if (message != null) {
                    listener.reply(message, arrivedNanos);
                }
            }
        }
        return newest;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = false;
        try {
            reader.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        try {
            long _ = redis.del(replies);
        } catch (JedisException e) {
            // Redis is gone, and the replies with it; or they expire.
        }
        redis.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
