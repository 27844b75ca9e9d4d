package dev.taximeter.cli;

import dev.taximeter.model.Target.RedisQueue;
import dev.taximeter.serve.QueueWorker;
import dev.taximeter.serve.RedisWorkers;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
                    + " answered, so that an arm of provider nlu-redis can tell queue, transport and inference apart.",
            "",
            "Lists: BLMOVE to a list of what the worker is processing, out of which a request goes with its answer, in"
                    + " one transaction; living workers take over what dead ones held. Streams: a consumer group, XACK"
                    + " with the answer, XAUTOCLAIM. Either way a request may be answered twice after a crash, and the"
                    + " asking side drops and counts it.",
            "",
            "@|bold Examples|@",
            "  taximeter nlu work --model results/models/snips --redis redis://127.0.0.1:6379",
            "  taximeter nlu work --model results/models/snips --redis redis://127.0.0.1:6379 --pattern lists"
                    + " --batch 8",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {"0:ended", "2:the model, the queue or the command line has to be mended"})
final class NluWorkCommand implements Callable<Integer> {
    @Mixin
    private final ServingOptions serving = new ServingOptions();

    @Option(names = "--redis", required = true, paramLabel = "URI", description = "e.g. redis://127.0.0.1:6379")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private URI redis;

    @Option(
            names = "--password-env",
            paramLabel = "VARIABLE",
            description = "environment variable that holds the password (default: no password)")
    private @Nullable String passwordVariable;

    @Option(names = "--pattern", paramLabel = "PATTERN", description = "lists or streams (default: streams)")
    private RedisQueue.Pattern pattern = RedisQueue.Pattern.STREAMS;

    @Option(names = "--queue", paramLabel = "NAME", description = "name of the queue (default: nlu)")
    private String queue = "nlu";

    @Option(
            names = "--claim-after-ms",
            paramLabel = "MS",
            description = "silence of a worker, or time without an answer, after which another one takes over, in"
                    + " milliseconds (default: 2000); must be longer than a request ever waits in the worker")
    private long claimMillis = 2_000;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RedisQueue target = new RedisQueue(redis, passwordVariable, queue, pattern, "");
        String password = passwordVariable == null ? null : System.getenv(passwordVariable);
        if (passwordVariable != null && password == null) {
            throw new UserError("the environment variable " + passwordVariable + " is not set");
        }
        String name = "worker-" + UUID.randomUUID();
        try (ServingOptions.Loaded loaded = serving.load();
                QueueWorker _ = start(target, password, loaded, name)) {
            serving.serve(0, "%s works on queue %s at %s (%s)".formatted(name, queue, redis, pattern));
            return ExitCodes.OK;
        }
    }

    private QueueWorker start(RedisQueue target, @Nullable String password, ServingOptions.Loaded loaded, String name) {
        try {
            return RedisWorkers.start(target, password, loaded.batcher(), name, claimMillis);
        } catch (JedisException e) {
            throw new UserError("Redis at %s: %s".formatted(redis, e.getMessage()), e);
        }
    }
}
