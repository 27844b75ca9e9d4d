package dev.taximeter.model;

/** Whether repeated prompts may hit the vendor's prompt cache. */
public enum CachePolicy {
    /** Every prompt begins with a word of its own, so that no prefix repeats. */
    BUST,
    /** Prompts are sent as they are. */
    ALLOW
}
