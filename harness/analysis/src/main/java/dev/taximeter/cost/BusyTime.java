package dev.taximeter.cost;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Relay;
import dev.taximeter.model.Sample;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** How long a machine was kept busy: the time in which at least one request was open. Pure. */
public final class BusyTime {
    private BusyTime() {}

    /** How long one request was open at the arm's machine: a hybrid's only for its first part. In nanoseconds. */
    public static long ofOne(ArmFacts arm, Sample sample) {
        return arm.mixture() == null
                ? sample.doneNanos() - sample.sentNanos()
                : sample.attempts().stream()
                        .map(Attempt::relay)
                        .filter(Objects::nonNull)
                        .mapToLong(Relay::firstNanos)
                        .sum();
    }

    /** In nanoseconds; requests that were open at the same time share it, since the machine served them together. */
    public static BigDecimal nanos(List<Sample> samples) {
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
