package dev.taximeter.serve;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** A worker outlives a Redis that is away for a while: it tries again until it is there or the worker ends. */
final class RedisPatience {
    /** Replies that nobody fetches are forgotten after so long. */
    static final long REPLIES_KEPT_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private RedisPatience() {}

    /**
     * Makes the call until it gets through.
     *
     * @param over whether nobody wants its result any more
     * @return null when the call gave null, or was over
     * @throws JedisException when Redis answers, and refuses
     */
    static <T> @Nullable T call(Supplier<@Nullable T> call, BooleanSupplier over) {
        while (true) {
            try {
                return call.get();
            } catch (JedisConnectionException e) {
                if (over.getAsBoolean()) {
                    return null;
                }
                LockSupport.parkNanos(REST_NANOS);
            } catch (JedisException e) {
                if (over.getAsBoolean()) {
                    return null;
                }
                throw e;
            }
        }
    }
}
