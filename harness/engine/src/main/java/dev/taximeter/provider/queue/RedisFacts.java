package dev.taximeter.provider.queue;

import dev.taximeter.model.Target.RedisQueue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;

/** What a Redis says of itself. How it keeps its data can hold every request for as long as a disk takes. */
public final class RedisFacts {
    /** What holds requests up: writing each to a disk, snapshots, clients whose answers pile up. */
    private static final List<String> SETTINGS =
            List.of("appendonly", "appendfsync", "save", "client-output-buffer-limit", "maxmemory-policy");

    private static final List<String> INFO = List.of("redis_version", "role", "latest_fork_usec", "connected_clients");

    private RedisFacts() {}

    /**
     * Asks for its version and settings, under Redis' own names.
     *
     * @param password null for none
     * @return as Redis writes them; a server that does not let us ask is quoted under {@code settings}
     * @throws redis.clients.jedis.exceptions.JedisException when it cannot be asked at all
     */
    public static Map<String, String> ask(RedisQueue queue, @Nullable String password) {
        Map<String, String> facts = new TreeMap<>();
        try (RedisClient redis = RedisConnection.open(queue.address(), password, 1)) {
            redis.info().lines().forEach(line -> {
                int colon = line.indexOf(':');
                if (colon > 0 && INFO.contains(line.substring(0, colon))) {
                    facts.put(
                            line.substring(0, colon), line.substring(colon + 1).strip());
                }
            });
            try {
                for (String setting : SETTINGS) {
                    facts.putAll(redis.configGet(setting));
                }
                facts.putAll(
                        slowest(redis.executeCommand(new CommandArguments(Protocol.Command.LATENCY).add("LATEST"))));
            } catch (JedisDataException refused) {
                facts.put("settings", "not told: " + refused.getMessage()); // hosted ones keep them to themselves
            }
        }
        return facts;
    }

    /** Events that its latency monitor remembers, if it is on: name, when, how long the last time, how long at most. */
    private static Map<String, String> slowest(Object events) {
        Map<String, String> slowest = new TreeMap<>();
        if (events instanceof List<?> list) {
            for (Object event : list) {
                if (event instanceof List<?> parts && parts.size() > 3 && parts.getFirst() instanceof byte[] name) {
                    slowest.put("latency " + new String(name, StandardCharsets.UTF_8), parts.get(3) + " ms at most");
                }
            }
        }
        return slowest;
    }
}
