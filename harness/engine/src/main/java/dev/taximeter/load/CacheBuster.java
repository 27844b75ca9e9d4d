package dev.taximeter.load;

import dev.taximeter.model.CachePolicy;
import dev.taximeter.model.Message;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Target;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a word of its own in front of a prompt, so that the vendor's cache finds no prefix that it knows. The word comes
 * from the request's sequence number, the plan's seed and the origin of the run's clock: within a run no word comes twice,
 * and a second run of the same plan does not meet the cache of the first.
 *
 * <p>A local model has no such cache and would be misled by the word: its prompts stay as they are. Judging sees the
 * workload's prompt, never the word.
 */
record CacheBuster(CachePolicy policy, int salt) {

    static CacheBuster of(CachePolicy policy, long seed, long clockOriginNanos) {
        return new CacheBuster(policy, mixed(Long.hashCode(seed)) ^ Long.hashCode(clockOriginNanos));
    }

    /** The prompt as this target gets it. */
    Prompt prepared(Prompt prompt, Target target, long seq) {
        if (!target.prompted()) {
            return prompt;
        }
        return switch (policy) {
            case ALLOW -> prompt;
            case BUST -> prompt.saying(word(seq) + ' ' + prompt.text());
        };
    }

    /** What is said before the prompt as this target gets it: the word then stands in front of that. */
    List<Message> prepared(List<Message> before, Target target, long seq) {
        if (before.isEmpty()) {
            return before;
        }
        Message first = before.getFirst();
        String text = prepared(new Prompt("", first.text(), null), target, seq).text();
        return Stream.concat(
                        Stream.of(new Message(first.role(), text)),
                        before.stream().skip(1))
                .toList();
    }

    /**
     * Twelve digits in brackets; different for each of the first 2^32 numbers. Digits, because the vocabularies of OpenAI's
     * models cut them into threes: every word has the same number of tokens.
     */
    String word(long seq) {
        return "[%012d]".formatted(Integer.toUnsignedLong(mixed(salt + (int) seq)));
    }

    /** The finalizer of MurmurHash3: one to one, and every input bit moves every output bit. */
    private static int mixed(int value) {
        int z = (value ^ (value >>> 16)) * 0x85ebca6b;
        z = (z ^ (z >>> 13)) * 0xc2b2ae35;
        return z ^ (z >>> 16);
    }
}
