package dev.taximeter.scenario;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Prompt;
import java.util.List;
import java.util.stream.Stream;

/**
 * Labelled utterances, split.
 *
 * @param training to learn from; may be empty
 * @param prompts to ask, each with the right intent
 * @param intents of both parts, sorted, without out of scope
 */
record DataSet(List<LabelledUtterance> training, List<Prompt> prompts, List<String> intents) {
    static final DataSet EMPTY = new DataSet(List.of(), List.of(), List.of());

    /** The same for who asks for entities: prompts without an intent, and the types of both parts. */
    DataSet ofEntities() {
        List<String> types = Stream.concat(
                        training.stream().map(LabelledUtterance::entities),
                        prompts.stream().map(Prompt::entities))
                .flatMap(List::stream)
                .map(EntitySpan::type)
                .distinct()
                .sorted()
                .toList();
        List<Prompt> asked = prompts.stream()
                .map(prompt -> new Prompt(prompt.id(), prompt.text(), null, null, prompt.entities()))
                .toList();
        return new DataSet(training, asked, types);
    }
}
