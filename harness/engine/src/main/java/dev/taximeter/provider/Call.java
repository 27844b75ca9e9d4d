package dev.taximeter.provider;

import dev.taximeter.model.Prompt;

/**
 * One call to a system under test.
 *
 * @param seq position in the plan; only to tell calls apart
 * @param instructions the system prompt; empty for none
 * @param prompt what is asked, with a cache-busting first word already in its text where the scenario wants one
 * @param maxOutputTokens limit of the answer, at least 1
 * @param stream whether the answer is streamed
 * @param timeoutNanos overall limit from sending, above 0
 * @param stallNanos longest silence of the server, above 0
 */
public record Call(
        long seq,
        String instructions,
        Prompt prompt,
        int maxOutputTokens,
        boolean stream,
        long timeoutNanos,
        long stallNanos) {}
