package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.model.Arm;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Environment;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.provider.http.EndpointCheck;
import dev.taximeter.scenario.LoadOptions;
import dev.taximeter.scenario.ScenarioException;
import dev.taximeter.scenario.ScenarioLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter doctor}: whether this machine is fit to measure, and what a scenario still lacks. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says whether this machine is fit to measure: JDK, cores, clock, keys (by name only, never by value) and"
                    + " endpoints. With a scenario: its keys and endpoints.",
            "",
            "@|bold Examples|@",
            "  taximeter doctor",
            "  taximeter doctor scenarios/chatgpt-vs-azure.yaml",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {"0:fit", "2:a key or an endpoint that the scenario needs is missing"})
final class DoctorCommand implements Callable<Integer> {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final URI GOOGLE_PUBSUB = URI.create("https://pubsub.googleapis.com");
    private static final long COARSE_CLOCK_NANOS = 1_000;
    private static final List<String> USUAL_KEYS =
            List.of("OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "ANTHROPIC_API_KEY");

    @Parameters(index = "0", arity = "0..1", paramLabel = "SCENARIO", description = "a scenario file (YAML)")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Set<String> keys = new LinkedHashSet<>();
        Set<URI> endpoints = new LinkedHashSet<>();
        boolean wantsRedis = false;
        if (file == null) {
            keys.addAll(USUAL_KEYS);
            for (Dialect dialect : Dialect.values()) {
                dialect.publicEndpoint().map(URI::create).ifPresent(endpoints::add);
            }
        } else {
            Scenario scenario = scenario(file);
            collect(scenario, keys, endpoints);
            wantsRedis = scenario.arms().stream().anyMatch(arm -> PresentArms.wantsRedis(arm.target()));
        }
        machine();
        boolean keysSet = keys(keys);
        boolean reachable = endpoints(endpoints);
        if (wantsRedis) {
            boolean there = RedisServer.program(System.getenv("PATH")).isPresent();
            line(
                    there,
                    "Redis",
                    there ? "redis-server is on the PATH" : RedisServer.INSTALL + "; its arms are left out");
        }
        spec.commandLine().getOut().flush();
        return (keysSet && reachable) || file == null ? ExitCodes.OK : ExitCodes.USAGE;
    }

    private static Scenario scenario(Path path) throws IOException {
        try {
            return ScenarioLoader.load(path, LoadOptions.NONE.toCheck());
        } catch (ScenarioException mistakes) {
            throw Mistakes.in(mistakes);
        }
    }

    private static void collect(Scenario scenario, Set<String> keys, Set<URI> endpoints) {
        for (Arm arm : scenario.arms()) {
            switch (arm.target()) {
                case Target.Http http
                when !arm.emulated() -> {
                    endpoints.add(http.endpoint());
                    keys.addAll(http.variables());
                }
                case Target.NluHttp http -> {
                    endpoints.add(http.address());
                    keys.addAll(http.variables());
                }
                case Target.RedisQueue queue -> {
                    endpoints.add(queue.address());
                    if (queue.passwordVariable() != null) {
                        keys.add(queue.passwordVariable());
                    }
                }
                case Target.PubSubQueue queue ->
                    endpoints.add(queue.endpoint() == null ? GOOGLE_PUBSUB : URI.create("http://" + queue.endpoint()));
                case Target.Http _, Target.LocalNlu _, Target.Started _, Target.Hybrid _ -> {}
            }
        }
    }

    private void machine() {
        Environment environment = EnvironmentProbe.environment(NanoClock.system());
        line(true, "Java", environment.jvm() + ", collector " + environment.collector());
        line(true, "System", environment.os() + (environment.cpu().isEmpty() ? "" : ", " + environment.cpu()));
        line(
                environment.cores() > 1,
                "Cores",
                environment.cores() + (environment.cores() > 1 ? "" : ": the emulator and the harness share it"));
        line(true, "Memory", Numbers.bytes(environment.memoryBytes()));
        long resolution = environment.clockResolutionNanos();
        line(
                resolution <= COARSE_CLOCK_NANOS,
                "Clock",
                "steps of " + Numbers.duration(resolution)
                        + (resolution <= COARSE_CLOCK_NANOS ? "" : ": too coarse for gaps between chunks"));
    }

    private boolean keys(Set<String> names) {
        boolean all = true;
        for (String name : names) {
            boolean present = System.getenv(name) != null;
            all &= present;
            line(present, "Key", name + (present ? " is set" : " is not set"));
        }
        return all;
    }

    private boolean endpoints(Set<URI> addresses) {
        boolean all = true;
        for (URI address : addresses) {
            Optional<String> problem = EndpointCheck.problem(address, CONNECT_LIMIT);
            all &= problem.isEmpty();
            line(
                    problem.isEmpty(),
                    "Endpoint",
                    address.getRawAuthority()
                            + problem.map(reason -> " cannot be reached: " + reason)
                                    .orElse(" can be reached"));
        }
        return all;
    }

    private void line(boolean good, String what, String finding) {
        PrintWriter out = spec.commandLine().getOut();
        String mark = good ? "@|green ok|@" : "@|yellow !!|@";
        out.println(spec.commandLine().getColorScheme().ansi().string(mark) + "  %-9s ".formatted(what) + finding);
    }
}
