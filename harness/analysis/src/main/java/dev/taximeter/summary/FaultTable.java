package dev.taximeter.summary;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Sample;
import dev.taximeter.model.TruthStamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds reported outcomes against what the emulator did on purpose. */
final class FaultTable {
    private final Map<String, TruthStamp> byRequestId = new HashMap<>();
    private final Map<String, TruthStamp> byClientId = new HashMap<>();

    FaultTable(List<TruthStamp> stamps) {
        for (TruthStamp stamp : stamps) {
            byRequestId.put(stamp.requestId(), stamp);
            String clientId = stamp.clientRequestId();
            if (clientId != null) {
                byClientId.put(clientId, stamp);
            }
        }
    }

    private record Cell(InjectedFault fault, Outcome.@Nullable Kind expected, Outcome.Kind outcome) {
        static final Comparator<Cell> ORDER = Comparator.comparing(Cell::fault)
                .thenComparing(Cell::expected, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Cell::outcome);
    }

    /** In the order of the faults; attempts to which nothing was done, or that found no stamp, are in no cell. */
    List<FaultCount> of(String arm, ArmSamples samples) {
        Map<Cell, Long> cells = new TreeMap<>(Cell.ORDER);
        for (Sample sample : samples.measured()) {
            for (Attempt attempt : sample.attempts()) {
                TruthStamp stamp = stampOf(sample, attempt);
                InjectedFault fault = stamp == null ? null : stamp.fault();
                if (stamp != null && fault != null) {
                    cells.merge(
                            new Cell(fault, stamp.expected(), attempt.outcome().kind()), 1L, Long::sum);
                }
            }
        }
        List<FaultCount> counts = new ArrayList<>();
        cells.forEach((cell, n) -> counts.add(new FaultCount(arm, cell.fault(), cell.expected(), cell.outcome(), n)));
        return counts;
    }

    /** By the server's id; by ours where no header of the server came, and where it can be told from other attempts. */
    private @Nullable TruthStamp stampOf(Sample sample, Attempt attempt) {
        String requestId = attempt.facts().requestId();
        if (requestId != null) {
            return byRequestId.get(requestId);
        }
        return sample.attempts().size() == 1 ? byClientId.get(TruthStamp.clientRequestId(sample.seq())) : null;
    }
}
