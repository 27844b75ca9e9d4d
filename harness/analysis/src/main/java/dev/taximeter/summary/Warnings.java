package dev.taximeter.summary;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Replay;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Surroundings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the warnings of a run. Each names what was seen, with its figures, and what to do about it. */
final class Warnings {
    private Warnings() {}

    static List<Warning> of(
            RunManifest manifest,
            boolean partial,
            List<ArmSummary> arms,
            Map<String, ArmSamples> samples,
            @Nullable MachineUse machine,
            Surroundings surroundings) {
        List<Warning> warnings = new ArrayList<>();
        addUnfinished(warnings, manifest, partial, arms);
        addForeignLoad(warnings, machine);
        addReplay(warnings, manifest);
        addSurroundings(warnings, surroundings);
        for (ArmSummary arm : arms) {
            ArmSamples own = samples.getOrDefault(arm.arm().name(), new ArmSamples(List.of()));
            warnings.addAll(new RequestWarnings(manifest.load().model(), arm, own).all());
            warnings.addAll(new AnswerWarnings(manifest, arm, own).all());
        }
        warnings.sort(Comparator.comparing(Warning::kind));
        return warnings;
    }

    private static void addUnfinished(
            List<Warning> warnings, RunManifest manifest, boolean partial, List<ArmSummary> arms) {
        long measured = arms.stream()
                .mapToLong(arm -> arm.counts().sent() + arm.counts().notSent())
                .sum();
        boolean countable = manifest.plannedRequests().size() == arms.size();
        long planned = manifest.plannedRequests().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        boolean decided = manifest.load().untilDecided() && manifest.status() == RunManifest.Status.COMPLETE;
        if (decided || (!partial && (!countable || measured >= planned))) {
            return;
        }
        String cause = countable
                ? "%s of %s planned requests were measured.".formatted(Phrases.count(measured), Phrases.count(planned))
                : "The run ended early, after %s measured requests.".formatted(Phrases.count(measured));
        warnings.add(new Warning(
                Warning.Kind.PARTIAL_RUN,
                null,
                cause,
                "Read the figures as those of a shorter run, or run the scenario again to its end."));
    }

    /** What failed once comes right by chance now and then: without the old prompt beside it, a new one looks too good. */
    private static void addReplay(List<Warning> warnings, RunManifest manifest) {
        Replay replay = manifest.replay();
        if (replay == null) {
            return;
        }
        boolean baseline = manifest.arms().stream()
                .map(ArmFacts::instructions)
                .filter(Objects::nonNull)
                .anyMatch(version ->
                        replay.versions().stream().anyMatch(old -> old.sha256().equals(version.sha256())));
        if (!baseline) {
            warnings.add(new Warning(
                    Warning.Kind.REPLAY_WITHOUT_BASELINE,
                    null,
                    "Only prompts that broke in the run %s were asked, and no arm has the instructions of then."
                            .formatted(replay.run()),
                    "Add an arm with the old instructions: some of these answers come right by chance alone."));
        }
    }

    private static void addSurroundings(List<Warning> warnings, Surroundings surroundings) {
        surroundings
                .leftOut()
                .forEach((arm, reason) -> warnings.add(new Warning(
                        Warning.Kind.ARM_LEFT_OUT,
                        arm,
                        "It took no part: %s.".formatted(reason),
                        "Then run the scenario again.")));
        surroundings.queues().forEach((arm, counts) -> {
            if (counts.lost() > 0) {
                warnings.add(new Warning(
                        Warning.Kind.LOST_IN_QUEUE,
                        arm,
                        "%s of %s requests that the queue took were never answered."
                                .formatted(Phrases.count(counts.lost()), Phrases.count(counts.published())),
                        "See whether a worker died and none took over, or whether calls end before answers come."));
            }
            if (counts.redelivered() + counts.duplicates() + counts.late() > 0) {
                warnings.add(new Warning(
                        Warning.Kind.REPEATED_BY_QUEUE,
                        arm,
                        "%s answers were to requests that had been handed to a worker before, %s came a second time and %s too late; only the first in time counts."
                                .formatted(
                                        Phrases.count(counts.redelivered()),
                                        Phrases.count(counts.duplicates()),
                                        Phrases.count(counts.late())),
                        "Their times hold the wait until another worker took over; look for what became of the"
                                + " first."));
            }
        });
    }

    private static void addForeignLoad(List<Warning> warnings, @Nullable MachineUse machine) {
        if (machine != null && machine.foreignCpuRatio() > Thresholds.FOREIGN_CPU_WARN_RATIO) {
            warnings.add(new Warning(
                    Warning.Kind.FOREIGN_LOAD,
                    null,
                    "Other programs used %s of the machine's processors."
                            .formatted(Phrases.percent(machine.foreignCpuRatio())),
                    "Stop them, or run on an idle machine; tails suffer first."));
        }
    }
}
