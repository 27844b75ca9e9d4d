package dev.taximeter.model;

/** What is asked of every arm. */
public enum Task {
    /** Free text in, free text out; the answer is not judged. */
    CHAT,
    /** An utterance in, the name of its intent out; judged against the label. */
    INTENT,
    /** A text in, its vector out; measured, not judged. */
    EMBED
}
