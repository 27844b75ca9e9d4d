package dev.taximeter.provider.queue;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;

/** How clients and workers connect to Redis. */
public final class RedisConnection {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 5_000;

    private RedisConnection() {}

    /**
     * A pool of connections; none is made yet.
     *
     * @param address {@code redis://host:port} or {@code rediss://…}; a path is the number of a database
     * @param password null for none
     * @param connections at most at once; each blocking reader holds one
     */
    public static RedisClient open(URI address, @Nullable String password, int connections) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setTestWhileIdle(false);
        String database = address.getPath() == null ? "" : address.getPath().replace("/", "");
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .database(database.isEmpty() ? 0 : Integer.parseInt(database));
        if ("rediss".equals(address.getScheme())) {
            config.sslOptions(SslOptions.defaults());
        }
        if (password != null) {
            config.password(password);
        }
        int port = address.getPort() < 0 ? 6379 : address.getPort();
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(address.getHost(), port))
                .clientConfig(config.build())
                .poolConfig(pool)
                .build();
    }
}
