package dev.taximeter.cli;

import dev.taximeter.emulator.ChildJvm;
import dev.taximeter.emulator.pubsub.FakePubSubConfig;
import dev.taximeter.emulator.pubsub.FakePubSubMain;
import dev.taximeter.model.Arm;
import dev.taximeter.model.FakePubSub;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.model.Target.LocalNlu;
import dev.taximeter.model.Target.NluHttp;
import dev.taximeter.model.Target.PubSubQueue;
import dev.taximeter.model.Target.RedisQueue;
import dev.taximeter.model.Target.Started;
import dev.taximeter.provider.queue.PubSubNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes that a run starts for its arms behind queues and servers: brokers, and for each such arm one process with
 * its model. They end with this one.
 */
final class StartedServices implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final LocalModels models;
    private final long seed;
    private final Map<LocalNlu, Path> saved = new HashMap<>();
    private final List<ChildJvm> children = new ArrayList<>();
    private @Nullable RedisServer redis;

    private StartedServices(LocalModels models, long seed) {
        this.models = models;
        this.seed = seed;
    }

    /** What was started, and where it is. */
    record Reached(StartedServices services, Scenario scenario) {}

    /**
     * Starts what the scenario's arms need.
     *
     * @param models trained already
     * @param say gets a line when something is started
     * @return with the scenario whose arms know where to ask
     */
    static Reached start(Scenario scenario, LocalModels models, Consumer<String> say)
            throws IOException, InterruptedException {
        StartedServices services = new StartedServices(models, scenario.seed());
        boolean complete = false;
        try {
            List<Arm> arms = new ArrayList<>();
            for (Arm arm : scenario.arms()) {
                arms.add(
                        arm.target() instanceof Started started
                                ? arm.withTarget(started.behind(services.start(arm.name(), started, say)))
                                : arm);
            }
            complete = true;
            return new Reached(services, scenario.withArms(arms));
        } finally {
            if (!complete) {
                services.close();
            }
        }
    }

    private Target start(String arm, Started started, Consumer<String> say) throws IOException, InterruptedException {
        return switch (started.behind()) {
            case NluHttp http -> {
                say.accept("starting a server for %s …".formatted(arm));
                ChildJvm child = child(arm, started, "serve", List.of());
                yield http.at(URI.create("http://127.0.0.1:" + child.said()), started.model());
            }
            case RedisQueue queue -> {
                say.accept("starting a worker for %s …".formatted(arm));
                RedisQueue reached = queue.at(redis().address());
                child(
                        arm,
                        started,
                        "work",
                        List.of(
                                "--redis",
                                reached.address().toString(),
                                "--queue",
                                reached.queue(),
                                "--pattern",
                                reached.pattern().name().toLowerCase(Locale.ROOT)));
                yield reached;
            }
            case PubSubQueue queue -> {
                say.accept("starting a fake Pub/Sub and a worker for %s …".formatted(arm));
                PubSubQueue reached = queue.at(fakePubSub(arm, queue));
                ChildJvm worker = child(arm, started, "work", PubSubOptions.arguments(reached));
                yield reached.clockWithin(worker.clockBoundNanos());
            }
            case Target.Http _, LocalNlu _, Target.Hybrid _, Started _ ->
                throw new IllegalStateException("nothing to start for " + started);
        };
    }

    private ChildJvm child(String arm, Started started, String command, List<String> settings)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("nlu", command, "--child"));
        arguments.addAll(List.of(
                "--model",
                saved(started.nlu()).toString(),
                "--threads",
                String.valueOf(started.nlu().threads())));
        Target.Batching batching = started.batching();
        arguments.addAll(List.of(
                "--batch",
                String.valueOf(batching.most()),
                "--max-delay-ms",
                String.valueOf(batching.delayNanos() / 1e6)));
        arguments.addAll(settings);
        ChildJvm child = ChildJvm.start(
                new ChildJvm.Launch(
                        "the process of arm " + arm, ChildFlags.ofThisJvm(), Main.class.getName(), arguments, null),
                START_LIMIT);
        children.add(child);
        return child;
    }

    /** Where the fake is. */
    private String fakePubSub(String arm, PubSubQueue queue) throws IOException, InterruptedException {
        FakePubSub fake = Objects.requireNonNull(queue.fake(), "a queue that the run starts has a fake");
        PubSubNames names = new PubSubNames(queue.project(), queue.queue());
        FakePubSubConfig config = new FakePubSubConfig(
                seed,
                fake.publish(),
                Map.of(
                        names.requests().getTopic(),
                        fake.forward(),
                        names.replies().getTopic(),
                        fake.back()),
                0);
        ChildJvm child = ChildJvm.start(
                new ChildJvm.Launch(
                        "the fake Pub/Sub of arm " + arm,
                        ChildFlags.ofThisJvm(),
                        FakePubSubMain.class.getName(),
                        List.of(),
                        config.toJson()),
                START_LIMIT);
        children.add(child);
        return child.said();
    }

    private RedisServer redis() throws IOException {
        RedisServer running = redis;
        if (running == null) {
            Path program =
                    RedisServer.program(System.getenv("PATH")).orElseThrow(() -> new UserError(RedisServer.INSTALL));
            running = RedisServer.start(program);
            redis = running;
        }
        return running;
    }

    /** The model as the children read it; it is written once. */
    private Path saved(LocalNlu nlu) throws IOException {
        Path folder = saved.get(nlu);
        if (folder == null) {
            folder = Files.createTempDirectory("taximeter-nlu");
            saved.put(nlu, folder);
            models.model(nlu).save(folder);
        }
        return folder;
    }

    /** For their use of the processor. */
    List<ProcessHandle> handles() {
        List<ProcessHandle> handles =
                new ArrayList<>(children.stream().map(ChildJvm::handle).toList());
        if (redis != null) {
            handles.add(redis.handle());
        }
        return handles;
    }

    @Override
    public void close() {
        children.forEach(ChildJvm::close);
        if (redis != null) {
            redis.close();
        }
        saved.values().forEach(StartedServices::delete);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
