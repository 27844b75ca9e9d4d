package dev.taximeter.load;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.PlannedRequest;
import java.util.function.Consumer;

/**
 * Says whether a call may still be afforded. What calls cost is the purse's business; the engine only asks before each one,
 * retries included, and tells how it ended. Thread-safe; asked within the timed section, so it must be quick.
 */
@FunctionalInterface
public interface Purse {
    /** Affords everything. */
    Purse BOTTOMLESS = _ -> new Granted(_ -> {});

    /** Asks for one call. A call that was granted is made at once. */
    Answer ask(PlannedRequest request);

    /** Whether the call may be made. */
    sealed interface Answer {}

    /**
     * It may, and the most that it can cost is set aside.
     *
     * @param settle takes the call as it ended, once; one that the engine had to abandon ends as cancelled
     */
    record Granted(Consumer<Attempt> settle) implements Answer {}

    /**
     * Not now: it may be affordable when calls that are open have ended. The engine asks again until then. Never the answer
     * when no call is open.
     */
    record NotYet() implements Answer {}

    /**
     * It may not, and nothing else may: the run ends, open calls may end.
     *
     * @param why in words for the user
     */
    record Refused(String why) implements Answer {}
}
