package dev.taximeter.archive;

import dev.taximeter.model.JsonJudgement;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.PromptVersion;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was not valid JSON at once, whole: what is needed to ask the same again.
 *
 * @param seq the request's position in the plan
 * @param arm who answered
 * @param instructions under which version of the system prompt; null for none
 * @param prompt what was asked, with what was expected
 * @param answer what was said, verbatim
 * @param judgement what was wrong with it
 */
public record BrokenAnswer(
        long seq,
        String arm,
        @Nullable PromptVersion instructions,
        Prompt prompt,
        String answer,
        JsonJudgement judgement) {}
