package dev.taximeter.plan;

import dev.taximeter.model.Conversation;
import dev.taximeter.model.Phase;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Sweep;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the k-th request of every arm in a trial's phase asks: its prompt and its level. Levels come in complete rounds,
 * each in a fresh random order, so that all of them meet the same weather; a conversation comes with all its turns.
 */
final class Questions {
    private final Scenario scenario;
    private final int level;
    private final int perLevel;
    private final Rounds prompts;
    private final Rounds levels;

    /**
     * @param level of all requests, where a level is a stretch of the plan; else 0
     * @param purpose names the streams
     */
    Questions(Scenario scenario, int level, Streams streams, String purpose, int trial) {
        this.scenario = scenario;
        this.level = level;
        int size = scenario.workload().conversations().isEmpty()
                ? scenario.workload().prompts().size()
                : scenario.workload().conversations().size();
        this.perLevel = promptsHaveLevels() ? size / scenario.levels() : size;
        this.prompts = new Rounds(streams.of(purpose, trial), perLevel);
        this.levels = new Rounds(
                streams.of(purpose + " levels", trial), Planner.isOfRequest(scenario) ? scenario.levels() : 1);
    }

    /** How many different ones there are before all have come. */
    int round() {
        return Planner.isOfRequest(scenario) ? perLevel * scenario.levels() : perLevel;
    }

    /** The k-th; more than one request when it is a conversation. */
    List<PlannedRequest> at(int k, int block, int arm, Phase phase, long offsetNanos) {
        if (scenario.workload().conversations().isEmpty()) {
            int own = level + levels.at(k);
            int prompt = promptsHaveLevels() ? own * perLevel + prompts.at(k) : prompts.at(k);
            return List.of(new PlannedRequest(0, block, arm, phase, offsetNanos, prompt, own));
        }
        Conversation chosen = scenario.workload().conversations().get(prompts.at(k));
        return IntStream.range(0, chosen.turns())
                .mapToObj(turn ->
                        new PlannedRequest(0, block, arm, phase, offsetNanos, chosen.firstPrompt() + turn, turn))
                .toList();
    }

    /** Prompts of a certain length are made for each level, one level's after the other's. */
    private boolean promptsHaveLevels() {
        Sweep sweep = scenario.sweep();
        return sweep != null && sweep.quantity() == Sweep.Quantity.INPUT_TOKENS;
    }
}
