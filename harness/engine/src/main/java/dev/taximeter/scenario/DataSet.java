package dev.taximeter.scenario;

import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Prompt;
import java.util.List;

/**
 * Labelled utterances, split.
 *
 * @param training to learn from; may be empty
 * @param prompts to ask, each with the right intent
 * @param intents of both parts, sorted, without out of scope
 */
record DataSet(List<LabelledUtterance> training, List<Prompt> prompts, List<String> intents) {
    static final DataSet EMPTY = new DataSet(List.of(), List.of(), List.of());
}
