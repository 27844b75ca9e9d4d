package dev.taximeter.emulator;

import com.knuddels.jtokkit.api.IntArrayList;
import dev.taximeter.model.Serving.PromptCache;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which beginnings of prompts a vendor has read not long ago. Bounded; the least recently used go first. Thread-safe. */
final class PromptMemory {
    private static final int MOST_BEGINNINGS = 100_000;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private final PromptCache cache;
    private final Tokens tokens;
    private final Map<Long, Long> lastUsedNanos = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_BEGINNINGS;
        }
    };

    PromptMemory(PromptCache cache, Tokens tokens) {
        this.cache = cache;
        this.tokens = tokens;
    }

    /** Looks a prompt up and remembers it. */
    Found read(String prompt, long nowNanos) {
        IntArrayList all = tokens.encode(prompt);
        synchronized (lastUsedNanos) {
            int had = 0;
            int kept = 0;
            long hash = FNV_OFFSET;
            for (int i = 0; i < all.size(); i++) {
                hash = (hash ^ all.get(i)) * FNV_PRIME;
                int length = i + 1;
                if (length < cache.minTokens() || (length - cache.minTokens()) % cache.stepTokens() != 0) {
                    continue;
                }
                Long last = lastUsedNanos.put(hash, nowNanos);
                if (last != null && nowNanos - last <= cache.keptNanos()) {
                    had = length;
                }
                kept = length;
            }
            return new Found(had, kept - had);
        }
    }

    /**
     * What the cache had of a prompt.
     *
     * @param readTokens its beginning that was there
     * @param writtenTokens what follows and is there from now on
     */
    record Found(int readTokens, int writtenTokens) {}
}
