package dev.taximeter.model;

import java.util.List;

/**
 * What surrounds a prompt in a call.
 *
 * @param instructions the system prompt
 * @param examples solved examples, by turns of user and model; empty for none
 * @param answer what is asked of the answer beside its content
 */
public record Briefing(Instructions instructions, List<Message> examples, AnswerShape answer) {
    public Briefing {
        examples = List.copyOf(examples);
    }
}
