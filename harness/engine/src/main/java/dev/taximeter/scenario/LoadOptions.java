package dev.taximeter.scenario;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line adds to a scenario file.
 *
 * @param data a data set that replaces the scenario's {@code data}; it may lie anywhere. Null when none was given
 * @param emulated whether arms with a {@code rehearsal} profile are emulated; then no vendor is called at all
 * @param dataMayBeMissing whether an intent scenario may be loaded although nobody says which data it uses, as when it
 *     is only checked; its workload then has neither prompts nor intents and cannot be planned
 */
public record LoadOptions(@Nullable Path data, boolean emulated, boolean dataMayBeMissing) {

    /** Nothing is added. */
    public static final LoadOptions NONE = new LoadOptions(null, false);

    /** To run: data must be there. */
    public LoadOptions(@Nullable Path data, boolean emulated) {
        this(data, emulated, false);
    }

    /** To check only: data that comes with {@code --data} may be missing. */
    public LoadOptions toCheck() {
        return new LoadOptions(data, emulated, true);
    }
}
