package dev.taximeter.summary;

import dev.taximeter.model.MachineUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the meter knows of its own error in a run.
 *
 * @param dispatchLag our lateness over all arms' measured requests; null when there were none
 * @param slotWait waiting for a slot, the same way; null when there were none
 * @param truth agreement with the emulator's stamps, by emulated arm; an arm without a matched request is absent, so
 *     it is empty when nothing was emulated
 * @param faults injected fault against reported outcome, by emulated arm and fault; empty when none was injected
 * @param machine who used the machine; null when it was not recorded
 */
public record InstrumentError(
        @Nullable Distribution dispatchLag,
        @Nullable Distribution slotWait,
        List<TruthAgreement> truth,
        List<FaultCount> faults,
        @Nullable MachineUse machine) {
    public InstrumentError {
        truth = List.copyOf(truth);
        faults = List.copyOf(faults);
    }
}
