package dev.taximeter.model;

import java.util.List;

/**
 * Solved examples that language models are shown before each prompt.
 *
 * @param examples what may be shown, in order: by turns what a user says and what the model should have answered
 * @param shots how many pairs are shown when neither arm nor level says otherwise, at least 0
 */
public record FewShot(List<Message> examples, int shots) {
    /** No example at all. */
    public static final FewShot NONE = new FewShot(List.of(), 0);

    public FewShot {
        examples = List.copyOf(examples);
        if (examples.size() % 2 != 0 || shots < 0 || shots > examples.size() / 2) {
            throw new IllegalArgumentException("%d shots from %d messages".formatted(shots, examples.size()));
        }
    }

    /** How many pairs there are. */
    public int available() {
        return examples.size() / 2;
    }

    /** The first so many pairs, as the messages that they are. */
    public List<Message> first(int pairs) {
        return examples.subList(0, 2 * pairs);
    }
}
