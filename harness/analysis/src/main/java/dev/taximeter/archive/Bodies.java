package dev.taximeter.archive;

/** Whether the texts of answers are kept in the run folder. */
public enum Bodies {
    /** Only their length and hash: prompts and answers may be somebody's private words. */
    DROP,
    /** As they came; the samples' file is then readable by its owner only. */
    STORE
}
