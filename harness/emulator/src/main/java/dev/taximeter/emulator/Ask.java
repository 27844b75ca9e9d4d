package dev.taximeter.emulator;

import java.util.OptionalInt;

/**
 * What the client wants, whatever the dialect.
 *
 * @param path as in {@link Incoming#path}
 * @param body the request, for options that only its own dialect knows
 * @param model as the answer names it
 * @param instructions what the system prompt says; empty for none
 * @param prompt all that was said, instructions first, in order: what a prompt cache compares
 * @param lastWords the user's last message
 * @param promptTokens length of all that was said
 * @param maxTokens limit of the answer; empty for none
 * @param form what shape the answer must have
 * @param stream whether the answer comes in frames
 * @param includeUsage whether a stream ends with a usage frame
 * @param obfuscate whether frames are padded, so that their sizes tell nothing
 */
record Ask(
        String path,
        Body body,
        String model,
        String instructions,
        String prompt,
        String lastWords,
        int promptTokens,
        OptionalInt maxTokens,
        AnswerForm form,
        boolean stream,
        boolean includeUsage,
        boolean obfuscate) {

    Ask upTo(OptionalInt newMaxTokens) {
        return new Ask(
                path,
                body,
                model,
                instructions,
                prompt,
                lastWords,
                promptTokens,
                newMaxTokens,
                form,
                stream,
                includeUsage,
                obfuscate);
    }

    Ask streamed(boolean newStream) {
        return new Ask(
                path,
                body,
                model,
                instructions,
                prompt,
                lastWords,
                promptTokens,
                maxTokens,
                form,
                newStream,
                includeUsage,
                obfuscate);
    }
}
