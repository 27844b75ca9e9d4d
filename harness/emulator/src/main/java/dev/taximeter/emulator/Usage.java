package dev.taximeter.emulator;

/**
 * What an answer is billed for, in one shape; each wire prints it in the fields and with the inclusions of its vendor.
 *
 * @param uncachedTokens input that the cache neither had nor kept
 * @param cacheReadTokens input that the cache had
 * @param cacheWriteTokens input that the cache keeps from now on; vendors that do not tell it count it as uncached
 * @param visibleTokens output that the client sees
 * @param reasoningTokens output that was thought
 */
record Usage(int uncachedTokens, int cacheReadTokens, int cacheWriteTokens, int visibleTokens, int reasoningTokens) {
    /** All input. */
    int inputTokens() {
        return uncachedTokens + cacheReadTokens + cacheWriteTokens;
    }

    /** All output. */
    int outputTokens() {
        return visibleTokens + reasoningTokens;
    }
}
