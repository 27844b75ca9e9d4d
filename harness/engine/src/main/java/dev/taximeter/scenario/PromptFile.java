package dev.taximeter.scenario;

import dev.taximeter.model.Conversation;
import dev.taximeter.model.Prompt;
import java.util.List;

/**
 * What a file of prompts says.
 *
 * @param prompts in the file's order; the turns of a conversation follow one another
 * @param conversations how the prompts form conversations; empty where they do not
 */
record PromptFile(List<Prompt> prompts, List<Conversation> conversations) {
    static final PromptFile EMPTY = new PromptFile(List.of(), List.of());
}
