package dev.taximeter.cli;

import dev.taximeter.archive.RunIds;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Environment;
import dev.taximeter.model.Replay;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Versions;
import dev.taximeter.model.Workload;
import dev.taximeter.plan.PlanOutline;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down what a run is about to do. */
final class Manifests {
    private Manifests() {}

    static RunManifest of(
            Scenario scenario,
            PlanOutline outline,
            Prices prices,
            Environment environment,
            Instant startedAt,
            @Nullable Replay replay) {
        Workload workload = scenario.workload();
        String sha256 = RunIds.sha256(scenario.text());
        return new RunManifest(
                RunManifest.SCHEMA,
                RunIds.of(startedAt, scenario.name(), sha256),
                Versions.TOOL,
                scenario.name(),
                scenario.question(),
                scenario.text(),
                sha256,
                scenario.seed(),
                workload.task(),
                workload.stream(),
                workload.maxOutputTokens(),
                workload.answer().exactLength(),
                workload.prompts().size(),
                scenario.sweep(),
                scenario.load(),
                scenario.arms().stream().map(arm -> ArmFacts.of(arm, scenario)).toList(),
                planned(outline),
                startedAt,
                null,
                RunManifest.Status.RUNNING,
                environment,
                prices.quotes(),
                prices.problems(),
                replay,
                List.of(),
                scenario.objectives(),
                null);
    }

    private static Map<String, Long> planned(PlanOutline outline) {
        Map<String, Long> planned = new LinkedHashMap<>();
        outline.arms().forEach(arm -> arm.measuredRequests().ifPresent(requests -> planned.put(arm.arm(), requests)));
        return planned;
    }
}
