package dev.taximeter.compare;

import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Environment;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.Validity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why two sides may not be held against each other. Within a run only its validity matters: both sides had the same
 * questions, load and machine. Different runs must have had them too, or a difference may come from there.
 */
final class Comparability {
    /** Share of the smaller side's prompts that both must have been asked. */
    private static final double SHARED_PROMPTS_RATIO = 0.9;

    private final Side baseline;
    private final Side candidate;
    private final List<String> reasons = new ArrayList<>();

    private Comparability(Side baseline, Side candidate) {
        this.baseline = baseline;
        this.candidate = candidate;
    }

    /** The reasons, each a clause; empty when nothing speaks against the comparison. */
    static List<String> reasonsAgainst(Side baseline, Side candidate) {
        Comparability comparability = new Comparability(baseline, candidate);
        comparability.validity(baseline);
        if (!baseline.sameRun(candidate)) {
            comparability.validity(candidate);
            comparability.task(baseline.run().manifest(), candidate.run().manifest());
            comparability.prompts();
            comparability.machine(
                    baseline.run().manifest().environment(),
                    candidate.run().manifest().environment());
        }
        return comparability.reasons;
    }

    static boolean bothValid(Side baseline, Side candidate) {
        return baseline.run().validity() instanceof Validity.Valid
                && candidate.run().validity() instanceof Validity.Valid;
    }

    private void validity(Side side) {
        switch (side.run().validity()) {
            case Validity.Valid() -> {}
            case Validity.Invalid(List<String> why) ->
                reasons.add(
                        "run %s is invalid: %s".formatted(side.run().manifest().id(), String.join("; ", why)));
        }
    }

    private void task(RunManifest one, RunManifest other) {
        differs("the task", one.task(), other.task());
        differs("streaming", one.stream() ? "on" : "off", other.stream() ? "on" : "off");
        differs("maxOutputTokens", one.maxOutputTokens(), other.maxOutputTokens());
        differs("the load", offered(one.load().model()), offered(other.load().model()));
        if (!Objects.equals(one.sweep(), other.sweep())) {
            reasons.add("the sweeps differ");
        }
        boolean emulated = baseline.arm().arm().emulated();
        if (emulated != candidate.arm().arm().emulated()) {
            reasons.add("%s was played by the emulator, %s was not"
                    .formatted(name(emulated ? baseline : candidate), name(emulated ? candidate : baseline)));
        }
    }

    private static String offered(LoadModel model) {
        return switch (model) {
            case LoadModel.Open(Arrivals arrivals, int _, long _) ->
                "open loop at %s/s of each arm".formatted(Phrases.significant(arrivals.perSecond()));
            case LoadModel.Closed(int users, long thinkNanos) ->
                "closed loop of %s users who think %s"
                        .formatted(Phrases.count(users), Phrases.duration((double) thinkNanos));
        };
    }

    private void differs(String what, Object one, Object other) {
        if (!one.equals(other)) {
            reasons.add("%s differs: %s against %s".formatted(what, one, other));
        }
    }

    private void prompts() {
        Set<String> ours = promptsOf(candidate);
        Set<String> shared = new HashSet<>(promptsOf(baseline));
        int smaller = Math.min(ours.size(), shared.size());
        shared.retainAll(ours);
        if (shared.size() < SHARED_PROMPTS_RATIO * smaller) {
            reasons.add("they were asked different things: of %s prompts only %s are shared"
                    .formatted(Phrases.count(smaller), Phrases.count(shared.size())));
        }
    }

    private static Set<String> promptsOf(Side side) {
        return side.samples().measured().stream().map(Sample::promptId).collect(Collectors.toSet());
    }

    private void machine(Environment one, Environment other) {
        if (!Objects.equals(one.cpu(), other.cpu()) || one.cores() != other.cores()) {
            reasons.add("the machines differ: %s cores of %s against %s of %s"
                    .formatted(one.cores(), one.cpu(), other.cores(), other.cpu()));
        }
    }

    private static String name(Side side) {
        return Phrases.name(side.arm().arm());
    }
}
