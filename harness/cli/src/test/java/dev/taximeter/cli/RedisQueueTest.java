package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Passage;
import dev.taximeter.model.QueueCounts;
import dev.taximeter.model.Target.RedisQueue;
import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.queue.QueueProvider;
import dev.taximeter.provider.queue.RedisConnection;
import dev.taximeter.provider.queue.RedisFacts;
import dev.taximeter.provider.queue.RedisQueues;
import dev.taximeter.serve.Batcher;
import dev.taximeter.serve.QueueWorker;
import dev.taximeter.serve.RedisWorkers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.RedisClient;

/** Client, Redis and worker together; the model is a stand-in. Skipped where there is no redis-server. */
final class RedisQueueTest {
    private static final long CLAIM_MILLIS = 300;
    private static RedisServer redis;

    @BeforeAll
    static void startRedis() throws IOException {
        Optional<Path> program = RedisServer.program(System.getenv("PATH"));
        assumeTrue(program.isPresent(), "skipped: " + RedisServer.INSTALL);
        redis = RedisServer.start(program.orElseThrow());
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    private static RedisQueue queue(RedisQueue.Pattern pattern, String name) {
        return new RedisQueue(redis.address(), null, name + "-" + pattern, pattern, "echo");
    }

    @Test
    void redisTellsWhatMayHoldRequestsUp() {
        RedisQueue queue = queue(RedisQueue.Pattern.LISTS, "facts");
        try (RedisClient client = RedisConnection.open(redis.address(), null, 1)) {
            client.configSet("appendfsync", "always");
            client.configSet("latency-monitor-threshold", "1");
            client.eval("local i = 0 while i < 3000000 do i = i + 1 end return i"); // more than a millisecond anywhere
        }
        assertThat(RedisFacts.ask(queue, null))
                .containsEntry("appendfsync", "always")
                .containsEntry("appendonly", "no")
                .containsEntry("role", "master")
                .containsKeys("redis_version", "save", "client-output-buffer-limit", "latency command");
    }

    @ParameterizedTest
    @EnumSource
    void everyCallIsAnsweredOnceAndItsWayIsStamped(RedisQueue.Pattern pattern) throws Exception {
        RedisQueue queue = queue(pattern, "plain");
        List<QueueCounts> counted = new ArrayList<>();
        List<Reply> replies;
        try (Batcher<Inference> batcher = EchoedQueue.batcher(EchoedQueue::echoes, 4);
                QueueWorker worker = RedisWorkers.start(queue, null, batcher, "w1", CLAIM_MILLIS);
                QueueProvider provider = RedisQueues.open(queue, null, 8, counted::add)) {
            assertThat(provider.problem()).isEmpty();
            replies = EchoedQueue.ask(provider, 300);
            assertThat(worker.unreadable()).isZero();
        }
        assertThat(counted).containsExactly(new QueueCounts(300, 300, 0, 0, 0, 0));
        for (int i = 0; i < replies.size(); i++) {
            Attempt attempt = replies.get(i).attempt();
            assertThat(attempt.outcome()).isEqualTo(Outcome.of(Outcome.Kind.OK, ""));
            assertThat(replies.get(i).label()).isEqualTo("text 😀 " + i);
            assertThat(replies.get(i).confidence()).isEqualTo(0.75);
            Passage passage = attempt.facts().passage();
            assertThat(passage).isNotNull();
            assertThat(passage.sameClock()).isTrue();
            assertThat(passage.delivery()).isEqualTo(1);
            assertThat(passage.batch()).isBetween(1, 4);
            assertThat(passage.receivedNanos()).isGreaterThanOrEqualTo(attempt.sentNanos());
            assertThat(passage.repliedNanos()).isLessThanOrEqualTo(attempt.doneNanos());
            assertThat(attempt.facts().serverNanos()).hasValue(passage.workerNanos());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatADyingWorkerHeldIsAnsweredByTheNextOneAndCounted(RedisQueue.Pattern pattern) throws Exception {
        RedisQueue queue = queue(pattern, "crash");
        List<QueueCounts> counted = new ArrayList<>();
        CountDownLatch taken = new CountDownLatch(1);
        List<Reply> replies;
        // The first worker takes requests and never answers; its close keeps them, as its death would.
        Batcher<Inference> stuck = EchoedQueue.batcher(
                texts -> {
                    taken.countDown();
                    new java.util.concurrent.Semaphore(0).acquireUninterruptibly();
                    return List.of();
                },
                1);
        QueueWorker dying = RedisWorkers.start(queue, null, stuck, "w1", CLAIM_MILLIS);
        try (QueueProvider provider = RedisQueues.open(queue, null, 8, counted::add);
                ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Reply>> asked = users.submit(() -> EchoedQueue.ask(provider, 40));
            taken.await();
            dying.close();
            try (Batcher<Inference> batcher = EchoedQueue.batcher(EchoedQueue::echoes, 1);
                    QueueWorker next = RedisWorkers.start(queue, null, batcher, "w2", CLAIM_MILLIS)) {
                replies = asked.get();
                assertThat(next.redelivered()).isPositive();
            }
        }
        assertThat(replies)
                .allSatisfy(
                        reply -> assertThat(reply.attempt().outcome().isOk()).isTrue());
        assertThat(counted).hasSize(1);
        QueueCounts counts = counted.getFirst();
        assertThat(counts.published()).isEqualTo(40);
        assertThat(counts.answered()).isEqualTo(40);
        assertThat(counts.redelivered()).isPositive();
        assertThat(counts.lost()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void withoutAWorkerThereIsNoPong(RedisQueue.Pattern pattern) {
        try (QueueProvider provider = RedisQueues.open(queue(pattern, "nobody"), null, 1, counts -> {})) {
            assertThat(provider.problem()).hasValue("no worker answered within 2 s");
        }
    }
}
