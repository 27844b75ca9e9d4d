package dev.taximeter.summary;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Sample;
import dev.taximeter.model.TruthStamp;
import dev.taximeter.stats.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds measured times against what the emulator truly did. */
final class Truths {
    private final Map<String, TruthStamp> stamps;

    Truths(List<TruthStamp> stamps) {
        this.stamps = stamps.stream()
                .collect(Collectors.toMap(TruthStamp::requestId, stamp -> stamp, (first, second) -> second));
    }

    /** Null for a real arm, and when no request found its stamp. */
    @Nullable
    TruthAgreement of(ArmFacts arm, ArmSamples samples) {
        if (!arm.emulated()) {
            return null;
        }
        List<Double> ttft = new ArrayList<>();
        List<Double> endToEnd = new ArrayList<>();
        List<Sample> ended =
                samples.measured().stream().filter(Truths::endedByServer).toList();
        for (Sample sample : ended) {
            TruthStamp stamp = stampOf(sample);
            if (stamp == null) {
                continue;
            }
            long sent = sample.last().askedNanos();
            endToEnd.add((double) (sample.doneNanos() - sent - (stamp.doneNanos() - stamp.receivedNanos())));
            if (!sample.last().chunks().isEmpty() && !stamp.frameNanos().isEmpty()) {
                long measured = sample.last().chunks().firstNanos() - sent;
                ttft.add((double) (measured - (stamp.frameNanos().firstNanos() - stamp.receivedNanos())));
            }
        }
        return endToEnd.isEmpty() ? null : agreement(arm, ended.size(), sorted(ttft), sorted(endToEnd));
    }

    private static TruthAgreement agreement(ArmFacts arm, int requests, double[] ttft, double[] endToEnd) {
        return new TruthAgreement(
                arm.name(),
                endToEnd.length,
                requests - endToEnd.length,
                quantile(ttft, 0.5),
                quantile(ttft, 0.99),
                quantile(ttft, 1),
                quantile(endToEnd, 0.5),
                quantile(endToEnd, 0.99),
                quantile(endToEnd, 1));
    }

    private @Nullable TruthStamp stampOf(Sample sample) {
        String id = sample.last().facts().requestId();
        return id == null ? null : stamps.get(id);
    }

    /** Whether both sides saw the same end; a request that the client gave up went on in the emulator. */
    private static boolean endedByServer(Sample sample) {
        Outcome.Kind kind = sample.outcome().kind();
        return switch (kind) {
            case OK,
                    RATE_LIMITED,
                    QUOTA_EXHAUSTED,
                    OVERLOADED,
                    CONTENT_FILTERED,
                    REFUSED,
                    AUTH,
                    NOT_FOUND,
                    BAD_REQUEST,
                    SERVER_ERROR,
                    TRUNCATED,
                    ERROR_IN_STREAM -> true;
            case CONNECT_FAILED,
                    TIMEOUT_BEFORE_HEADERS,
                    TIMEOUT_BEFORE_FIRST_TOKEN,
                    TIMEOUT_MID_STREAM,
                    RESET,
                    MALFORMED,
                    CANCELLED,
                    NOT_SENT,
                    LOCAL_FAILURE -> false;
        };
    }

    private static double[] sorted(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double quantile(double[] sorted, double p) {
        return sorted.length == 0 ? Double.NaN : Quantiles.nearestRank(sorted, p);
    }
}
