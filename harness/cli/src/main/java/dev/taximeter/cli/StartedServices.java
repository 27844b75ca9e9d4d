package dev.taximeter.cli;

import dev.taximeter.emulator.ChildJvm;
import dev.taximeter.model.Arm;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.model.Target.LocalNlu;
import dev.taximeter.model.Target.NluHttp;
import dev.taximeter.model.Target.RedisQueue;
import dev.taximeter.model.Target.Started;
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
    private final Map<LocalNlu, Path> saved = new HashMap<>();
    private final List<ChildJvm> children = new ArrayList<>();
    private @Nullable RedisServer redis;

    private StartedServices(LocalModels models) {
        this.models = models;
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
        StartedServices services = new StartedServices(models);
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
                ChildJvm child = child(arm, started, "serve");
                yield http.at(URI.create("http://127.0.0.1:" + child.said()), started.model());
            }
            case RedisQueue queue -> {
                say.accept("starting a worker for %s …".formatted(arm));
                RedisQueue reached = queue.at(redis().address());
                child(
                        arm,
                        started,
                        "work",
                        "--redis",
                        reached.address().toString(),
                        "--queue",
                        reached.queue(),
                        "--pattern",
                        reached.pattern().name().toLowerCase(Locale.ROOT));
                yield reached;
            }
            case Target.Http _, LocalNlu _, Target.Hybrid _, Started _ ->
                throw new IllegalStateException("nothing to start for " + started);
        };
    }

    private ChildJvm child(String arm, Started started, String command, String... settings)
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
        arguments.addAll(List.of(settings));
        ChildJvm child = ChildJvm.start(
                new ChildJvm.Launch(
                        "the process of arm " + arm, ChildFlags.ofThisJvm(), Main.class.getName(), arguments, null),
                START_LIMIT);
        children.add(child);
        return child;
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
