package dev.taximeter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JMH's JSON: benchmarks in mode {@code sample}, whose histograms hold every sampled call of every iteration.
 *
 * @param benchmarks in the order of the file, at least one
 * @param notSampled names of benchmarks in another mode, which have no single calls
 */
record JmhResults(List<Benchmark> benchmarks, List<String> notSampled) {
    private static final Map<String, Double> NANOS_OF_UNIT =
            Map.of("ns/op", 1.0, "us/op", 1e3, "ms/op", 1e6, "s/op", 1e9);

    /**
     * One benchmark.
     *
     * @param name of its class and method, e.g. {@code NluBench.parse}
     * @param method its method alone
     * @param conditions how it was measured, in words
     * @param iterations of all forks, one after another
     */
    record Benchmark(String name, String method, String conditions, List<Iteration> iterations) {
        long calls() {
            return iterations.stream().mapToLong(Iteration::calls).sum();
        }

        /** Both as one, whose forks come one after another. */
        private Benchmark and(Benchmark later) {
            int forks = 1 + iterations.stream().mapToInt(Iteration::fork).max().orElse(-1);
            List<Iteration> all = new ArrayList<>(iterations);
            later.iterations.forEach(iteration -> all.add(new Iteration(forks + iteration.fork(), iteration.values())));
            return new Benchmark(name, method, conditions + "; and again: " + later.conditions, all);
        }
    }

    /**
     * One iteration's calls.
     *
     * @param fork 0-based
     * @param values in ascending order, as often as they came
     */
    record Iteration(int fork, List<Bin> values) {
        long calls() {
            return values.stream().mapToLong(Bin::count).sum();
        }
    }

    /** So many calls of this length. */
    record Bin(long nanos, long count) {}

    /** Reads files one after another; a benchmark that is in several goes on from one to the next. */
    static JmhResults read(List<Path> files) throws IOException {
        Map<String, Benchmark> benchmarks = new LinkedHashMap<>();
        List<String> notSampled = new ArrayList<>();
        for (Path file : files) {
            JmhResults results = read(file);
            results.benchmarks.forEach(benchmark -> benchmarks.merge(benchmark.name(), benchmark, Benchmark::and));
            notSampled.addAll(results.notSampled);
        }
        return new JmhResults(List.copyOf(benchmarks.values()), notSampled);
    }

    static JmhResults read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": there is no such file");
        }
        try {
            return of(JsonMapper.shared().readTree(Files.readString(file)), file);
        } catch (JacksonException e) {
            throw new UserError(file + ": not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static JmhResults of(JsonNode root, Path file) {
        List<Benchmark> benchmarks = new ArrayList<>();
        List<String> notSampled = new ArrayList<>();
        for (JsonNode node : root) {
            Benchmark benchmark = benchmark(node);
            if (benchmark == null) {
                notSampled.add(node.path("benchmark").asString("?"));
            } else {
                benchmarks.add(benchmark);
            }
        }
        if (benchmarks.isEmpty()) {
            throw new UserError(file + ": no benchmark in mode sample; run JMH with -bm sample -rf json");
        }
        return new JmhResults(benchmarks, notSampled);
    }

    private static @Nullable Benchmark benchmark(JsonNode node) {
        JsonNode metric = node.path("primaryMetric");
        Double unit = NANOS_OF_UNIT.get(metric.path("scoreUnit").asString(""));
        JsonNode forks = metric.path("rawDataHistogram");
        if (!node.path("mode").asString("").equals("sample") || unit == null || !forks.isArray()) {
            return null;
        }
        List<Iteration> iterations = new ArrayList<>();
        for (int fork = 0; fork < forks.size(); fork++) {
            for (JsonNode iteration : forks.get(fork)) {
                List<Bin> bins = new ArrayList<>();
                for (JsonNode bin : iteration) {
                    long nanos = Math.round(bin.path(0).asDouble(0) * unit);
                    bins.add(new Bin(nanos, bin.path(1).asLong(0)));
                }
                iterations.add(new Iteration(fork, bins));
            }
        }
        String[] path = node.path("benchmark").asString("?").split("\\.", -1);
        String method = path[path.length - 1];
        String name = path.length < 2 ? method : path[path.length - 2] + "." + method;
        return new Benchmark(name, method, conditions(node), iterations);
    }

    private static String conditions(JsonNode node) {
        JsonNode allocated = node.path("secondaryMetrics").path("gc.alloc.rate.norm");
        return "measured by JMH %s on JVM %s with %d %s: %d %s, %d warm-up iterations of %s, %d iterations of %s%s"
                .formatted(
                        node.path("jmhVersion").asString("?"),
                        node.path("jdkVersion").asString("?"),
                        node.path("threads").asInt(1),
                        node.path("threads").asInt(1) == 1 ? "thread" : "threads",
                        node.path("forks").asInt(1),
                        node.path("forks").asInt(1) == 1 ? "fork" : "forks",
                        node.path("warmupIterations").asInt(0),
                        node.path("warmupTime").asString("?"),
                        node.path("measurementIterations").asInt(0),
                        node.path("measurementTime").asString("?"),
                        allocated.isMissingNode()
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        ", %,.0f bytes allocated a call",
                                        allocated.path("score").asDouble(0)));
    }
}
