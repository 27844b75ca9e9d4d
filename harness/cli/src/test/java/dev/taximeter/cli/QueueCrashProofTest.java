package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taximeter.emulator.ChildJvm;
import dev.taximeter.emulator.pubsub.FakePubSub;
import dev.taximeter.emulator.pubsub.FakePubSubConfig;
import dev.taximeter.model.Delay;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.PubSubSettings;
import dev.taximeter.model.QueueCounts;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Target.PubSubQueue;
import dev.taximeter.model.Target.RedisQueue;
import dev.taximeter.nlu.Encoder;
import dev.taximeter.nlu.IntentModel;
import dev.taximeter.nlu.NluModel;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.queue.PubSubQueues;
import dev.taximeter.provider.queue.QueueProvider;
import dev.taximeter.provider.queue.RedisQueues;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An open loop on a real model behind a queue, whose worker process is killed in the middle and started again: nothing is
 * lost, nothing counts twice, and what was handed to a worker again is counted. Redis is real, Pub/Sub is the fake. A few
 * seconds in every build; 500 requests a second for 30 s with {@code -Dtaximeter.proofs=true}. The model infers up to 16
 * requests at once, for one by one it does some 400 a second on one core.
 */
final class QueueCrashProofTest {
    private static final boolean WHOLE = Boolean.getBoolean("taximeter.proofs");
    private static final int PER_SECOND = WHOLE ? 500 : 100;
    private static final int REQUESTS = PER_SECOND * (WHOLE ? 30 : 4);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final long CALL_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private static Path model;

    @BeforeAll
    static void train() throws IOException, InterruptedException {
        try (Encoder encoder = Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 1)) {
            List<LabelledUtterance> utterances = List.of(
                    new LabelledUtterance("turn on the light", "light"),
                    new LabelledUtterance("make it brighter", "light"),
                    new LabelledUtterance("play a song", "music"),
                    new LabelledUtterance("stop the music", "music"));
            new NluModel(encoder, IntentModel.train(encoder, utterances, 1), null).save(model);
        }
    }

    /** @param where the worker finds its queue */
    private static ChildJvm worker(List<String> where) throws IOException, InterruptedException {
        List<String> arguments = Stream.concat(
                        Stream.of("nlu", "work", "--child", "--model", model.toString(), "--batch", "16"),
                        where.stream())
                .toList();
        return ChildJvm.start(
                new ChildJvm.Launch(
                        "the worker", ChildJvm.DEFAULT_JVM_ARGUMENTS, Main.class.getName(), arguments, null),
                START_LIMIT);
    }

    @ParameterizedTest
    @EnumSource
    void aKilledWorkerOfRedisLosesNothingAndNothingCountsTwice(RedisQueue.Pattern pattern) throws Exception {
        Optional<Path> program = RedisServer.program(System.getenv("PATH"));
        assumeTrue(program.isPresent(), "skipped: " + RedisServer.INSTALL);
        try (RedisServer redis = RedisServer.start(program.orElseThrow())) {
            RedisQueue queue = new RedisQueue(redis.address(), null, "proof-" + pattern, pattern, "m");
            List<String> where = List.of(
                    "--redis",
                    queue.address().toString(),
                    "--queue",
                    queue.queue(),
                    "--pattern",
                    queue.pattern().name().toLowerCase(Locale.ROOT),
                    "--claim-after-ms",
                    "1000");
            prove("Redis, " + pattern, where, ending -> RedisQueues.open(queue, null, PER_SECOND, ending));
        }
    }

    /** What the dead worker held comes back when its deadline is over, which is 10 s at the least. */
    @Test
    void aKilledWorkerOfPubSubLosesNothingAndNothingCountsTwice() throws Exception {
        FakePubSubConfig config = new FakePubSubConfig(1, new Delay.Constant(0), Map.of(), 0);
        try (FakePubSub fake = FakePubSub.start(config, 0)) {
            PubSubQueue queue = new PubSubQueue("project", "proof", fake.endpoint(), PubSubSettings.CLIENT, null, "m");
            List<String> where =
                    List.of("--pubsub", fake.endpoint(), "--project", queue.project(), "--queue", queue.queue());
            prove("a fake of Pub/Sub", where, ending -> PubSubQueues.open(queue, ending));
        }
    }

    private interface Asking {
        QueueProvider open(Consumer<QueueCounts> ending);
    }

    private static void prove(String name, List<String> where, Asking asking) throws Exception {
        List<QueueCounts> counted = new ArrayList<>();
        List<Reply> replies = new ArrayList<>();
        try (ChildJvm first = worker(where);
                QueueProvider provider = asking.open(counted::add);
                ExecutorService users = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService starter = Executors.newSingleThreadExecutor()) {
            assertThat(provider.problem()).isEmpty();
            RunClock clock = RunClock.startingNow(NanoClock.system());
            List<Future<Reply>> asked = new ArrayList<>();
            Future<ChildJvm> second = null;
            for (int i = 0; i < REQUESTS; i++) {
                clock.sleepUntil(i * (TimeUnit.SECONDS.toNanos(1) / PER_SECOND));
                Prompt prompt = new Prompt("p" + i, i % 2 == 0 ? "play a song" : "turn on the light", null);
                Call call = new Call(i, "", prompt, 16, false, CALL_NANOS, CALL_NANOS);
                asked.add(users.submit(() -> provider.call(call, clock)));
                if (i == REQUESTS / 2) {
                    assertThat(first.handle().destroyForcibly()).isTrue();
                    second = starter.submit(() -> worker(where));
                }
            }
            for (Future<Reply> reply : asked) {
                replies.add(reply.get());
            }
            second.get().close();
        }
        System.out.printf(Locale.ROOT, "%s, %d/s, %d requests: %s%n", name, PER_SECOND, REQUESTS, counted);
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(replies.get(i).label()).as("request %d", i).isEqualTo(i % 2 == 0 ? "music" : "light");
        }
        QueueCounts counts = counted.getFirst();
        assertThat(counts.published()).isEqualTo(REQUESTS);
        assertThat(counts.answered()).isEqualTo(REQUESTS);
        assertThat(counts.lost()).isZero();
        assertThat(counts.late()).isZero();
    }
}
