package dev.taximeter.compare;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Replay;
import dev.taximeter.model.Soundness;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.JsonShares;
import dev.taximeter.summary.Phrases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Says how often JSON is broken, and whether another arm breaks it less. */
final class JsonSentence {
    private JsonSentence() {}

    /** Empty when no answer had to be JSON. */
    static Optional<String> of(
            @Nullable Replay replay, List<ArmSummary> arms, BiFunction<ArmFacts, ArmFacts, ArmPair> pairs) {
        List<Broken> broken = new ArrayList<>();
        for (ArmSummary arm : arms) {
            JsonShares json = arm.json();
            if (json != null) {
                broken.add(new Broken(arm.arm(), json));
            }
        }
        if (broken.isEmpty()) {
            return Optional.empty();
        }
        Broken first = broken.getFirst();
        List<String> parts = new ArrayList<>();
        String asked = replay == null ? "JSON" : "On prompts that broke in the run %s, JSON".formatted(replay.run());
        parts.add("%s is broken in %s of the answers of %s".formatted(asked, first.withInterval(), first.name()));
        broken.stream()
                .skip(1)
                .map(other -> "in %s of those of %s%s"
                        .formatted(
                                other.withInterval(),
                                other.name(),
                                difference(pairs.apply(other.arm, first.arm).validDifference())))
                .forEach(parts::add);
        Broken best =
                broken.stream().min(Comparator.comparingDouble(Broken::share)).orElse(first);
        return Optional.of("%s; mended, %s of the answers of %s are usable."
                .formatted(
                        String.join("; ", parts),
                        Phrases.percent(best.json.usable().value()),
                        best.name()));
    }

    /** How much less is broken, over the prompts that both were asked. */
    private static String difference(@Nullable Figure validDifference) {
        Interval interval = validDifference == null ? null : validDifference.interval();
        if (validDifference == null || interval == null) {
            return "";
        }
        String points = "%s points, 95 %% interval %s to %s"
                .formatted(
                        Phrases.points(-validDifference.value()),
                        Phrases.points(-interval.high()),
                        Phrases.points(-interval.low()));
        return interval.contains(0)
                ? " (no difference can be shown: %s)".formatted(points)
                : " (%s: %s)".formatted(interval.low() > 0 ? "better" : "worse", points);
    }

    private record Broken(ArmFacts arm, JsonShares json) {
        double share() {
            return 1 - json.share(Soundness.VALID).value();
        }

        String name() {
            return Phrases.name(arm);
        }

        String withInterval() {
            Figure valid = json.share(Soundness.VALID);
            Interval interval = valid.interval();
            return interval == null
                    ? Phrases.percent(share())
                    : "%s (95 %% interval %s to %s, n=%s prompts)"
                            .formatted(
                                    Phrases.percent(share()),
                                    Phrases.percent(1 - interval.high()),
                                    Phrases.percent(1 - interval.low()),
                                    Phrases.count(valid.n()));
        }
    }
}
