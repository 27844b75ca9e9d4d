package dev.taximeter.provider.http;

import dev.taximeter.model.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Token counts as one call's server reports them, frame by frame; a later figure replaces an earlier one, never adds to
 * it. Dialects set them already in our shape: input without cache, output with reasoning. One thread.
 */
final class UsageTally {
    private long uncachedInput;
    private long cacheRead;
    private long cacheWrite;
    private long output;
    private long reasoning;
    private boolean settled;

    void uncachedInput(long tokens) {
        uncachedInput = tokens;
    }

    void cacheRead(long tokens) {
        cacheRead = tokens;
    }

    void cacheWrite(long tokens) {
        cacheWrite = tokens;
    }

    /** All output, visible or not. */
    void output(long tokens) {
        output = tokens;
    }

    /** The part of the output that the caller does not see. */
    void reasoning(long tokens) {
        reasoning = tokens;
    }

    /** For vendors that count cached tokens as input too. */
    void takeCacheOutOfInput() {
        cacheRead = Math.min(cacheRead, uncachedInput);
        cacheWrite = Math.min(cacheWrite, uncachedInput - cacheRead);
        uncachedInput -= cacheRead + cacheWrite;
    }

    /** The figures are those that the server bills, not a first guess. */
    void settle() {
        settled = true;
    }

    /** The server's figures; null until they are settled. */
    @Nullable
    TokenUsage usage() {
        if (!settled) {
            return null;
        }
        long hidden = Math.min(reasoning, output);
        return new TokenUsage(uncachedInput, cacheRead, cacheWrite, output - hidden, hidden, false);
    }
}
