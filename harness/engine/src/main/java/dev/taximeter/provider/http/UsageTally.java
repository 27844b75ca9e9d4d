package dev.taximeter.provider.http;

import dev.taximeter.model.TokenUsage;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Token counts as one call's server reports them, frame by frame; a later figure replaces an earlier one, never adds to
 * it. Dialects set the figures as they come and say what their vendor counts where; the sum is checked at the end. One
 * thread.
 */
final class UsageTally {
    private long input;
    private long cacheRead;
    private long cacheWrite;
    private long hourCacheWrite;
    private long output;
    private long reasoning;
    private OptionalLong total = OptionalLong.empty();
    private boolean cacheInsideInput;
    private boolean doubted;
    private boolean settled;

    /** Input; whether cached tokens are among it is said by {@link #takeCacheOutOfInput}. */
    void uncachedInput(long tokens) {
        input = tokens;
    }

    void cacheRead(long tokens) {
        cacheRead = tokens;
    }

    void cacheWrite(long tokens) {
        cacheWrite = tokens;
    }

    /** The part of what was written that the cache keeps for an hour. */
    void hourCacheWrite(long tokens) {
        hourCacheWrite = tokens;
    }

    /** All output, visible or not. */
    void output(long tokens) {
        output = tokens;
    }

    /** The part of the output that the caller does not see. */
    void reasoning(long tokens) {
        reasoning = tokens;
    }

    /** The server's own sum of input and output. */
    void total(long tokens) {
        total = OptionalLong.of(tokens);
    }

    /** For vendors that count cached tokens as input too. */
    void takeCacheOutOfInput() {
        cacheInsideInput = true;
    }

    /** The server's figures contradict each other in a way that only the dialect sees. */
    void doubt() {
        doubted = true;
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
        long read = cacheInsideInput ? Math.min(cacheRead, input) : cacheRead;
        long written = cacheInsideInput ? Math.min(cacheWrite, input - read) : cacheWrite;
        long uncached = cacheInsideInput ? input - read - written : input;
        long allOutput = reasoningOutside(uncached + read + written) ? output + reasoning : output;
        long hidden = Math.min(reasoning, allOutput);
        boolean disputed = doubted
                || read != cacheRead
                || written != cacheWrite
                || hourCacheWrite > written
                || hidden != reasoning
                || (total.isPresent() && total.getAsLong() != uncached + read + written + allOutput);
        long forAnHour = Math.min(hourCacheWrite, written);
        return new TokenUsage(uncached, read, written, forAnHour, allOutput - hidden, hidden, false, disputed);
    }

    /** Some copies of OpenAI's format count thoughts beside the output; only their total tells. */
    private boolean reasoningOutside(long allInput) {
        return reasoning > 0 && total.isPresent() && total.getAsLong() == allInput + output + reasoning;
    }
}
