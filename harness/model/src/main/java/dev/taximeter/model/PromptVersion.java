package dev.taximeter.model;

/**
 * Which version of a system prompt was used, without its text.
 *
 * @param name of the version; empty when it has none
 * @param sha256 first 16 hexadecimal digits of the hash of its text
 */
public record PromptVersion(String name, String sha256) {

    /** The version of these instructions. */
    public static PromptVersion of(Instructions instructions) {
        return new PromptVersion(instructions.name(), instructions.sha256());
    }
}
