package dev.taximeter.model;

import java.util.List;
import java.util.Map;

/**
 * What is asked for where utterances are to be generated.
 *
 * @param utterances how many for each prompt, at least 1
 * @param asked by prompt id
 */
public record Generation(int utterances, Map<String, Asked> asked) {
    public Generation {
        asked = Map.copyOf(asked);
    }

    /**
     * One prompt.
     *
     * @param language that the utterances are to be in, in words
     * @param shown utterances that the prompt shows; saying one of them again is nothing new
     * @param heldOut what people said for this intent and the prompt does not show; an emulated model answers with them
     */
    public record Asked(String language, List<String> shown, List<String> heldOut) {
        public Asked {
            shown = List.copyOf(shown);
            heldOut = List.copyOf(heldOut);
        }
    }
}
