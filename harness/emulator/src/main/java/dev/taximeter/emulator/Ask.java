package dev.taximeter.emulator;

import java.util.OptionalInt;

/**
 * What the client wants, whatever the dialect.
 *
 * @param model as the answer names it
 * @param lastWords the user's last message
 * @param promptTokens length of all that was said
 * @param maxTokens limit of the answer; empty for none
 * @param stream whether the answer comes in frames
 * @param includeUsage whether a stream ends with a usage frame
 * @param obfuscate whether frames are padded, so that their sizes tell nothing
 */
record Ask(
        String model,
        String lastWords,
        int promptTokens,
        OptionalInt maxTokens,
        boolean stream,
        boolean includeUsage,
        boolean obfuscate) {}
