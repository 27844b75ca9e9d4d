package dev.taximeter.summary;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A cell of the table of injected fault against reported outcome, over the measured attempts of one emulated arm. Each
 * attempt is in one cell.
 *
 * @param arm the arm's name
 * @param fault what the emulator did on purpose
 * @param expected how a client must report that; null where it cannot be known
 * @param outcome how ours reported it
 * @param n attempts, above 0
 */
public record FaultCount(
        String arm, InjectedFault fault, Outcome.@Nullable Kind expected, Outcome.Kind outcome, long n) {
    /** Whether it was reported as what it was. */
    public boolean onDiagonal() {
        return expected == null || expected == outcome;
    }
}
