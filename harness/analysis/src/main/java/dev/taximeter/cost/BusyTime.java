package dev.taximeter.cost;

import dev.taximeter.model.Sample;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/** How long a machine was kept busy: the time in which at least one request was open. Pure. */
final class BusyTime {
    private BusyTime() {}

    /** In nanoseconds; requests that were open at the same time share it, since the machine served them together. */
    static BigDecimal nanos(List<Sample> samples) {
        long busy = 0;
        long until = Long.MIN_VALUE;
        for (Sample sample : samples.stream()
                .sorted(Comparator.comparingLong(Sample::sentNanos))
                .toList()) {
            long from = Math.max(until, sample.sentNanos());
            busy += Math.max(0, sample.doneNanos() - from);
            until = Math.max(until, sample.doneNanos());
        }
        return BigDecimal.valueOf(busy);
    }
}
