package dev.taximeter.model;

import java.util.List;

/**
 * What is asked of every answer beside its content.
 *
 * @param maxOutputTokens limit, in tokens, at least 1; with {@code exactLength} also the length
 * @param exactLength whether the model is kept from ending earlier, where its server can do that; other servers ignore it
 * @param format the form of the answer
 * @param stop texts that end the answer, at most four; empty for none
 */
public record AnswerShape(int maxOutputTokens, boolean exactLength, AnswerFormat format, List<String> stop) {
    public AnswerShape {
        stop = List.copyOf(stop);
    }

    /** Free text of at most so many tokens. */
    public static AnswerShape text(int maxOutputTokens) {
        return new AnswerShape(maxOutputTokens, false, AnswerFormat.TEXT, List.of());
    }

    /** The same in another form. */
    public AnswerShape in(AnswerFormat newFormat) {
        return new AnswerShape(maxOutputTokens, exactLength, newFormat, stop);
    }

    /** The same with another limit. */
    public AnswerShape limitedTo(int newMaxOutputTokens) {
        return new AnswerShape(newMaxOutputTokens, exactLength, format, stop);
    }
}
