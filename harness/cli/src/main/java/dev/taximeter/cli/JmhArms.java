package dev.taximeter.cli;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Passage;
import dev.taximeter.model.Phase;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.ServerFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/**
 * Makes arms of a run out of JMH's benchmarks. JMH tells how long calls took and in which iteration, but not when: within an
 * iteration their order is drawn from a seed, and each begins when the one before has ended. An iteration is a block, a fork
 * a trial after the run's own, so that no block of the run is taken for a partner. Nothing stands in front of what JMH calls:
 * the whole of a call is the model's own time.
 */
final class JmhArms {

    /** More calls of a benchmark say nothing more; those that are kept are spread evenly over the ranks. */
    static final int MOST_CALLS = 20_000;

    private final RunManifest run;
    private final Random random;
    private final List<ArmFacts> arms = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, String> conditions = new LinkedHashMap<>();
    private long seq;
    private long nanos;

    /**
     * @param run that the arms join
     * @param ownSamples of the run
     */
    JmhArms(RunManifest run, List<Sample> ownSamples) {
        this.run = run;
        this.random = new Random(run.seed());
        this.seq = ownSamples.stream().mapToLong(Sample::seq).max().orElse(-1) + 1;
        this.nanos = ownSamples.stream().mapToLong(Sample::doneNanos).max().orElse(0);
    }

    void add(JmhResults.Benchmark benchmark) {
        String name = freeName(benchmark.method());
        arms.add(new ArmFacts(
                name, benchmark.method() + " (JMH)", ArmFacts.JMH, benchmark.name(), null, null, null, null, 1));
        long calls = benchmark.calls();
        conditions.put(
                name,
                benchmark.conditions()
                        + (calls > MOST_CALLS
                                ? "; %d of %,d sampled calls are kept".formatted(MOST_CALLS, calls)
                                : ""));
        for (int block = 0; block < benchmark.iterations().size(); block++) {
            JmhResults.Iteration iteration = benchmark.iterations().get(block);
            for (long took : shuffled(iteration, calls)) {
                samples.add(sample(name, run.load().trials() + iteration.fork(), block, took));
            }
        }
    }

    /** The run's manifest with these arms, too. */
    RunManifest manifest(String id) {
        Map<String, Long> planned = new LinkedHashMap<>();
        samples.forEach(sample -> planned.merge(sample.arm(), 1L, Long::sum));
        return run.joinedBy(id, arms, planned, conditions);
    }

    List<Sample> samples() {
        return samples;
    }

    private String freeName(String method) {
        Set<String> taken = new HashSet<>();
        run.arms().forEach(arm -> taken.add(arm.name()));
        arms.forEach(arm -> taken.add(arm.name()));
        String name = "jmh-" + method;
        for (int i = 2; taken.contains(name); i++) {
            name = "jmh-" + method + "-" + i;
        }
        return name;
    }

    private List<Long> shuffled(JmhResults.Iteration iteration, long callsOfAll) {
        double step = Math.max(1, (double) callsOfAll / MOST_CALLS);
        List<Long> kept = new ArrayList<>();
        double next = step / 2;
        long before = 0;
        for (JmhResults.Bin bin : iteration.values()) {
            before += bin.count();
            for (; next < before; next += step) {
                kept.add(bin.nanos());
            }
        }
        Collections.shuffle(kept, random);
        return kept;
    }

    private Sample sample(String arm, int trial, int block, long took) {
        long begin = nanos;
        nanos += took;
        Passage passage = new Passage(OptionalLong.empty(), begin, begin, nanos, nanos, true, 0, 1, 1);
        Attempt attempt = Attempt.without(begin, nanos, Outcome.of(Outcome.Kind.OK, ""))
                .with(ServerFacts.of(passage, null, null));
        return new Sample(seq++, trial, block, arm, Phase.MEASURE, "jmh", begin, begin, List.of(attempt), null);
    }
}
