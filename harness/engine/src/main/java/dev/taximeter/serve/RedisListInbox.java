package dev.taximeter.serve;

import dev.taximeter.model.NanoClock;
import dev.taximeter.provider.queue.RedisKeys;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.params.SetParams;

/**
 * Requests from a list in Redis. A request is moved to the worker's own list of what it is processing ({@code BLMOVE}), and
 * leaves that with its answer, in one transaction. A worker says twice a claim time that it lives; whoever lives takes
 * over what dead ones were processing. So a crash loses nothing, and what is answered twice is only what a worker was
 * thought dead with.
 */
final class RedisListInbox implements Inbox {
    private static final double BLOCK_SECONDS = 0.25;

    private final RedisClient redis;
    private final RedisKeys keys;
    private final String worker;
    private final String processing;
    private final long claimMillis;
    private final NanoClock clock;
    private final BlockingQueue<Delivery> recovered = new ArrayBlockingQueue<>(1 << 16);
    private final Thread housekeeper;
    private volatile boolean closed;

    /** @param claimMillis after such a silence a worker counts as dead */
    RedisListInbox(RedisClient redis, RedisKeys keys, String worker, long claimMillis, NanoClock clock) {
        this.redis = redis;
        this.keys = keys;
        this.worker = worker;
        this.processing = keys.processing(worker);
        this.claimMillis = claimMillis;
        this.clock = clock;
        long _ = redis.sadd(keys.workers(), worker);
        sayAlive();
        this.housekeeper = Thread.ofPlatform().name("housekeeper").daemon().start(this::keepHouse);
    }

    @Override
    public List<Delivery> receive(int most) throws InterruptedException {
        Delivery again = recovered.poll();
        if (again != null) {
            return List.of(again);
        }
        String message = RedisPatience.call(
                () -> redis.blmove(keys.requests(), processing, ListDirection.RIGHT, ListDirection.LEFT, BLOCK_SECONDS),
                () -> closed);
        return message == null ? List.of() : List.of(new Delivery(message, message, clock.nanos(), 1));
    }

    @Override
    public void answer(List<Answered> answers) {
        RedisPatience.call(
                () -> {
                    try (AbstractTransaction transaction = redis.multi()) {
                        for (Answered answered : answers) {
                            if (!answered.replyTo().isEmpty()) {
                                transaction.lpush(answered.replyTo(), answered.reply());
                                transaction.pexpire(answered.replyTo(), RedisPatience.REPLIES_KEPT_MILLIS);
                            }
                            transaction.lrem(processing, -1, answered.delivery().handle());
                        }
                        return transaction.exec();
                    }
                },
                () -> closed);
    }

    private void keepHouse() {
        try {
            while (!closed) {
                RedisPatience.call(
                        () -> {
                            sayAlive();
                            redis.smembers(keys.workers()).stream()
                                    .filter(other -> !other.equals(worker) && !redis.exists(keys.alive(other)))
                                    .forEach(this::takeOver);
                            return "";
                        },
                        () -> closed);
                TimeUnit.MILLISECONDS.sleep(claimMillis / 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void sayAlive() {
        String _ = redis.set(keys.alive(worker), "1", SetParams.setParams().px(claimMillis));
    }

    /** Its oldest first. Each move is atomic, so that two who look at once never take the same one. */
    private void takeOver(String dead) {
        String message = move(dead);
        while (message != null) {
            recovered.add(new Delivery(message, message, clock.nanos(), 2));
            message = move(dead);
        }
        long _ = redis.srem(keys.workers(), dead);
    }

    private String move(String dead) {
        return redis.lmove(keys.processing(dead), processing, ListDirection.RIGHT, ListDirection.LEFT);
    }

    @Override
    public void close() {
        closed = true;
        housekeeper.interrupt();
        redis.close();
    }
}
