package dev.taximeter.model;

/**
 * One turn of a conversation.
 *
 * @param role who says it
 * @param text what is said
 */
public record Message(Role role, String text) {

    /** Who speaks. */
    public enum Role {
        /** The person, or the program in their place. */
        USER,
        /** The model. */
        ASSISTANT
    }
}
