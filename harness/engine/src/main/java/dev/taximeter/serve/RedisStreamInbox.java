package dev.taximeter.serve;

import dev.taximeter.model.NanoClock;
import dev.taximeter.provider.queue.RedisKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.StreamPendingEntry;

/**
 * Requests from a stream in Redis, as one consumer of a group. A request is acknowledged and deleted with its answer, in
 * one transaction; one that has been unanswered for the claim time goes to whoever asks next ({@code XAUTOCLAIM}), with a
 * count of its deliveries that Redis keeps.
 */
final class RedisStreamInbox implements Inbox {
    private static final String GROUP = "nlu";
    private static final String FIELD = "m";
    private static final int BLOCK_MILLIS = 250;
    private static final int CLAIM_AT_ONCE = 256;
    private static final int REPLIES_KEPT = 10_000;

    private final RedisClient redis;
    private final RedisKeys keys;
    private final String worker;
    private final long claimMillis;
    private final NanoClock clock;
    private final Set<String> own = ConcurrentHashMap.newKeySet();
    private long claimAtNanos;
    private volatile boolean closed;

    /** @param claimMillis after such a time without an answer a request is handed to another worker */
    RedisStreamInbox(RedisClient redis, RedisKeys keys, String worker, long claimMillis, NanoClock clock) {
        this.redis = redis;
        this.keys = keys;
        this.worker = worker;
        this.claimMillis = claimMillis;
        this.clock = clock;
        this.claimAtNanos = clock.nanos();
        try {
            String _ = redis.xgroupCreate(keys.requests(), GROUP, new StreamEntryID(0, 0), true);
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) { // that it exists is as good
                throw e;
            }
        }
    }

    @Override
    public List<Delivery> receive(int most) {
        if (clock.nanos() >= claimAtNanos) {
            claimAtNanos = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(claimMillis / 4);
            List<Delivery> claimed = RedisPatience.call(this::claim, () -> closed);
            if (claimed != null && !claimed.isEmpty()) {
                return claimed;
            }
        }
        XReadGroupParams params =
                XReadGroupParams.xReadGroupParams().count(most).block(BLOCK_MILLIS);
        Map<String, List<StreamEntry>> read = RedisPatience.call(
                () -> redis.xreadGroupAsMap(
                        GROUP, worker, params, Map.of(keys.requests(), StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY)),
                () -> closed);
        long receivedNanos = clock.nanos();
        return read == null
                ? List.of()
                : read.getOrDefault(keys.requests(), List.of()).stream()
                        .map(entry -> delivery(entry, receivedNanos, 1))
                        .toList();
    }

    private Delivery delivery(StreamEntry entry, long receivedNanos, int delivery) {
        String id = entry.getID().toString();
        own.add(id);
        return new Delivery(id, entry.getFields().getOrDefault(FIELD, ""), receivedNanos, delivery);
    }

    /** What others have left unanswered for too long; not what waits in this worker's own queue. */
    private List<Delivery> claim() {
        List<StreamEntry> claimed = redis.xautoclaim(
                        keys.requests(),
                        GROUP,
                        worker,
                        claimMillis,
                        new StreamEntryID(0, 0),
                        XAutoClaimParams.xAutoClaimParams().count(CLAIM_AT_ONCE))
                .getValue();
        long receivedNanos = clock.nanos();
        List<Delivery> deliveries = new ArrayList<>();
        for (StreamEntry entry : claimed) {
            if (!own.contains(entry.getID().toString())) {
                deliveries.add(delivery(entry, receivedNanos, deliveries(entry.getID())));
            }
        }
        return deliveries;
    }

    private int deliveries(StreamEntryID id) {
        XPendingParams one = XPendingParams.xPendingParams(id, id, 1);
        List<StreamPendingEntry> pending = redis.xpending(keys.requests(), GROUP, one);
        return pending.isEmpty() ? 2 : (int) Math.max(2, pending.getFirst().getDeliveredTimes());
    }

    @Override
    public void answer(List<Answered> answers) {
        RedisPatience.call(
                () -> {
                    try (AbstractTransaction transaction = redis.multi()) {
                        for (Answered answered : answers) {
                            if (!answered.replyTo().isEmpty()) {
                                transaction.xadd(
                                        answered.replyTo(),
                                        XAddParams.xAddParams()
                                                .maxLen(REPLIES_KEPT)
                                                .approximateTrimming(),
                                        Map.of(FIELD, answered.reply()));
                                transaction.pexpire(answered.replyTo(), RedisPatience.REPLIES_KEPT_MILLIS);
                            }
                            StreamEntryID id =
                                    new StreamEntryID(answered.delivery().handle());
                            transaction.xack(keys.requests(), GROUP, id);
                            transaction.xdel(keys.requests(), id);
                        }
                        return transaction.exec();
                    }
                },
                () -> closed);
        answers.forEach(answered -> own.remove(answered.delivery().handle()));
    }

    @Override
    public void close() {
        closed = true;
        redis.close();
    }
}
