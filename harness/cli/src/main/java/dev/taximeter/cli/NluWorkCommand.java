package dev.taximeter.cli;

import dev.taximeter.model.Target.PubSubQueue;
import dev.taximeter.model.Target.RedisQueue;
import dev.taximeter.provider.queue.PubSubException;
import dev.taximeter.serve.PubSubWorkers;
import dev.taximeter.serve.QueueWorker;
import dev.taximeter.serve.RedisWorkers;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redis.clients.jedis.exceptions.JedisException;

/** {@code taximeter nlu work}: answers the requests of a queue. */
@Command(
        name = "work",
        mixinStandardHelpOptions = true,
        description = {
            "Answers the requests of a queue with a saved model, and stamps when each was received, inferred and"
                    + " answered, so that an arm of provider nlu-redis or nlu-pubsub can tell queue, transport and"
                    + " inference apart.",
            "",
            "Redis lists: BLMOVE to a list of what the worker is processing, out of which a request goes with its"
                    + " answer, in one transaction; living workers take over what dead ones held. Streams: a consumer"
                    + " group, XACK with the answer, XAUTOCLAIM. Pub/Sub: by Google's own client; a request is let go"
                    + " once its answer is published. Any of them may answer a request twice after a crash, and the"
                    + " asking side drops and counts it.",
            "",
            "@|bold Examples|@",
            "  taximeter nlu work --model results/models/snips --redis redis://127.0.0.1:6379",
            "  taximeter nlu work --model results/models/snips --redis redis://127.0.0.1:6379 --pattern lists"
                    + " --batch 8",
            "  taximeter nlu work --model results/models/snips --pubsub google --project my-project --queue nlu",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {"0:ended", "2:the model, the queue or the command line has to be mended"})
final class NluWorkCommand implements Callable<Integer> {
    @Mixin
    private final ServingOptions serving = new ServingOptions();

    @Mixin
    private final PubSubOptions pubSub = new PubSubOptions();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    /** Which broker: one of them. */
    private static final class Where {
        @Option(names = "--redis", required = true, paramLabel = "URI", description = "e.g. redis://127.0.0.1:6379")
        private @Nullable URI redis;

        @Option(
                names = "--pubsub",
                required = true,
                paramLabel = "WHERE",
                description = "google, with the application default credentials, or host:port of an emulator, without"
                        + " any")
        private @Nullable String pubSub;
    }

    @Option(
            names = "--password-env",
            paramLabel = "VARIABLE",
            description = "Redis: environment variable that holds the password (default: no password)")
    private @Nullable String passwordVariable;

    @Option(names = "--pattern", paramLabel = "PATTERN", description = "Redis: lists or streams (default: streams)")
    private RedisQueue.Pattern pattern = RedisQueue.Pattern.STREAMS;

    @Option(names = "--queue", paramLabel = "NAME", description = "name of the queue (default: nlu)")
    private String queue = "nlu";

    @Option(
            names = "--claim-after-ms",
            paramLabel = "MS",
            description = "Redis: silence of a worker, or time without an answer, after which another one takes over,"
                    + " in milliseconds (default: 2000); must be longer than a request ever waits in the worker")
    private long claimMillis = 2_000;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Work work = where.redis != null ? redis(where.redis) : pubSub(String.valueOf(where.pubSub));
        try (ServingOptions.Loaded loaded = serving.load();
                QueueWorker _ = work.start().apply(loaded)) {
            serving.serve(0, work.words());
            return ExitCodes.OK;
        }
    }

    /**
     * A worker that can be started.
     *
     * @param words on what it does
     */
    private record Work(String words, Function<ServingOptions.Loaded, QueueWorker> start) {}

    private Work redis(URI address) {
        RedisQueue target = new RedisQueue(address, passwordVariable, queue, pattern, "");
        String password = passwordVariable == null ? null : System.getenv(passwordVariable);
        if (passwordVariable != null && password == null) {
            throw new UserError("the environment variable " + passwordVariable + " is not set");
        }
        String name = name();
        return new Work("%s works on queue %s at %s (%s)".formatted(name, queue, address, pattern), loaded -> {
            try {
                return RedisWorkers.start(target, password, loaded.batcher(), name, claimMillis);
            } catch (JedisException e) {
                throw new UserError("Redis at %s: %s".formatted(address, e.getMessage()), e);
            }
        });
    }

    private Work pubSub(String at) {
        PubSubQueue target = pubSub.queue(at, queue);
        String name = name();
        String words = "%s works on queue %s of project %s at %s".formatted(name, queue, target.project(), at);
        return new Work(words, loaded -> {
            try {
                return PubSubWorkers.start(target, loaded.batcher(), name, pubSub.deadLetters());
            } catch (PubSubException e) {
                throw new UserError(String.valueOf(e.getMessage()), e);
            }
        });
    }

    private static String name() {
        return "worker-" + UUID.randomUUID();
    }
}
