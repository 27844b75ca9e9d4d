package dev.taximeter.model;

/** What is asked of every arm. */
public enum Task {
    /** Free text in, free text out; the answer is not judged. */
    CHAT,
    /** A text in, its continuation out, without the form of a chat; judged when something is expected of it. */
    COMPLETION,
    /** Several turns; what the model answered is part of the next request. Judged where something is expected. */
    CONVERSATION,
    /** An utterance in, the name of its intent out; judged against the label. */
    INTENT,
    /** An utterance in, the entities that it names out; judged by strict spans. */
    ENTITIES,
    /** An intent in, new utterances for it out; judged by distinctness and by where the local model puts them. */
    GENERATE,
    /** A question in, an answer from passages that are retrieved by their vectors out; judged where something is expected. */
    KNOWLEDGE,
    /** A text in, its vector out; measured, not judged. */
    EMBED,
    /** An utterance in, its vector out; how near the vectors lie says which intents are clear and which conflict. */
    CLARITY,
    /** A text in, JSON of a schema out; judged against the schema, and against expected members where there are any. */
    JSON;

    /** Whether it is answered with vectors, and not in words. */
    public boolean embeds() {
        return this == EMBED || this == CLARITY;
    }
}
