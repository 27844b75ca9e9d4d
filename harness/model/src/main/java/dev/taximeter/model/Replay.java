package dev.taximeter.model;

import java.util.List;

/**
 * What an earlier run broke, asked again. Only prompts that failed there are asked, so that some would come right by chance
 * alone: what a new prompt is worth is told by an arm with the old one, in the same run.
 *
 * @param run the earlier run's id
 * @param versions under which versions of the instructions they broke there, each once
 */
public record Replay(String run, List<PromptVersion> versions) {
    public Replay {
        versions = List.copyOf(versions);
    }
}
