package dev.taximeter.cli;

import dev.taximeter.archive.ArchiveException;
import dev.taximeter.archive.BrokenAnswer;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Replay;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A scenario, perhaps with the prompts that an earlier run broke in the place of its own.
 *
 * @param scenario what is played
 * @param replay what it plays again; null when it asks its own prompts
 */
record Replays(Scenario scenario, @Nullable Replay replay) {

    /**
     * @param run an earlier run's folder; null for none
     * @throws UserError when it is no run's folder, or has kept no broken answer, or the scenario asks for no JSON
     */
    static Replays of(@Nullable Path run, Scenario scenario) throws IOException {
        if (run == null) {
            return new Replays(scenario, null);
        }
        if (scenario.workload().task() != Task.JSON) {
            throw new UserError("--replay-errors wants a scenario of task json");
        }
        RunArchive archive = open(run);
        List<BrokenAnswer> broken = archive.broken();
        if (broken.isEmpty()) {
            throw new UserError(run + ": no broken answer was kept there (no broken.jsonl, or an empty one)");
        }
        Map<String, Prompt> prompts = new LinkedHashMap<>();
        broken.forEach(answer -> prompts.putIfAbsent(answer.prompt().id(), answer.prompt()));
        Replay replay = new Replay(
                archive.manifest().id(),
                broken.stream()
                        .map(BrokenAnswer::instructions)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        return new Replays(
                scenario.withWorkload(scenario.workload().withPrompts(List.copyOf(prompts.values()))), replay);
    }

    private static RunArchive open(Path run) throws IOException {
        try {
            return RunArchive.open(run);
        } catch (ArchiveException unreadable) {
            throw new UserError(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }
}
