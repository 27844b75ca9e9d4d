package dev.taximeter.load;

import dev.taximeter.model.Answer;
import dev.taximeter.model.Prompt;
import dev.taximeter.provider.Reply;
import org.jspecify.annotations.Nullable;

/** Reads an answer from a reply that came whole. Called after the request's last time stamp; from many threads. */
@FunctionalInterface
public interface Judging {

    /**
     * The answer, judged.
     *
     * @param prompt as the workload has it, without a cache-busting word
     * @param reply whose outcome is ok
     * @return null when there is nothing to keep of it
     */
    @Nullable
    Answer answer(Prompt prompt, Reply reply);
}
