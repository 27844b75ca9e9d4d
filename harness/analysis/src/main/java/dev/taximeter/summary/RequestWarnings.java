package dev.taximeter.summary;

import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Sample;
import dev.taximeter.stats.Interval;
import dev.taximeter.stats.OrderStatistics;
import dev.taximeter.stats.Outliers;
import dev.taximeter.stats.Proportions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Warnings about how one arm's requests went. */
final class RequestWarnings {
    private static final int MINIMUM_FOR_P99 =
            OrderStatistics.minimumTwoSided(Percentile.P99.probability(), Thresholds.CONFIDENCE);

    private final LoadModel model;
    private final ArmSummary arm;
    private final ArmSamples samples;
    private final List<Warning> warnings = new ArrayList<>();

    RequestWarnings(LoadModel model, ArmSummary arm, ArmSamples samples) {
        this.model = model;
        this.arm = arm;
        this.samples = samples;
    }

    List<Warning> all() {
        errors();
        conversationsCut();
        tooFewForP99();
        dispatchLag();
        slotsFull();
        autocorrelation();
        outliers();
        return warnings;
    }

    private void errors() {
        Counts counts = arm.counts();
        boolean passing = counts.failed().keySet().stream().allMatch(Outcome.Kind::retryable);
        if (counts.errors() == 0 || (passing && counts.errors() < Thresholds.ERRORS_WARN_RATIO * counts.sent())) {
            return; // the tables show a few passing failures; nobody has to act on them
        }
        List<Map.Entry<Outcome.Kind, Long>> kinds = counts.failed().entrySet().stream()
                .sorted(Map.Entry.<Outcome.Kind, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        String listed = kinds.stream()
                .map(kind ->
                        Phrases.count(kind.getValue()) + " × " + kind.getKey().label())
                .collect(Collectors.joining(", "));
        Interval share = Proportions.clopperPearson(
                Math.toIntExact(counts.errors()), Math.toIntExact(counts.sent()), Thresholds.CONFIDENCE);
        add(
                Warning.Kind.ERRORS,
                "%s of %s requests failed (%s, 95 %% interval %s to %s): %s."
                        .formatted(
                                Phrases.count(counts.errors()),
                                Phrases.count(counts.sent()),
                                Phrases.percent((double) counts.errors() / counts.sent()),
                                Phrases.percent(share.low()),
                                Phrases.percent(share.high()),
                                listed),
                remedy(kinds.getFirst().getKey()));
    }

    private void conversationsCut() {
        long notSent = arm.counts().notSent();
        if (notSent > 0) {
            add(
                    Warning.Kind.CONVERSATIONS_CUT,
                    "%s requests were never sent: an earlier turn of their conversation had failed, or the arm was stopped."
                            .formatted(Phrases.count(notSent)),
                    "Mend the errors first, or raise the budget: the figures leave those requests out.");
        }
    }

    private static String remedy(Outcome.Kind kind) {
        return switch (kind) {
            case OK -> throw new IllegalArgumentException("a good answer needs no remedy");
            case RATE_LIMITED, OVERLOADED -> "Lower the rate, or have the vendor raise the limit.";
            case QUOTA_EXHAUSTED -> "Raise the budget or the quota of the account; no waiting mends this.";
            case CONTENT_FILTERED, REFUSED -> "Look at the prompts that were declined; latency figures leave them out.";
            case AUTH -> "Check the key in the environment variable that the arm names, and its rights.";
            case NOT_FOUND -> "Check the arm's endpoint, model or deployment name.";
            case BAD_REQUEST -> "Read the server's words in the samples; the request itself is not accepted.";
            case SERVER_ERROR, ERROR_IN_STREAM, RESET, TRUNCATED ->
                "Compare with the vendor's status page; when it goes on, lower the rate.";
            case CONNECT_FAILED -> "Check the endpoint and the network from this machine.";
            case TIMEOUT_BEFORE_HEADERS, TIMEOUT_BEFORE_FIRST_TOKEN, TIMEOUT_MID_STREAM ->
                "Think of them as slower than every value shown; raise `timeout` or `stall` to see how slow.";
            case MALFORMED -> "Read the detail in the samples; the server does not speak the arm's dialect.";
            case CANCELLED -> "Raise `drain` so that open requests may end.";
            case NOT_SENT -> "See why the turns before them failed, or why the arm was stopped.";
            case LOCAL_FAILURE -> "Read the detail in the samples; the local model failed.";
        };
    }

    private void tooFewForP99() {
        Distribution response = arm.distribution(Metric.RESPONSE);
        if (response == null || response.percentiles().containsKey(Percentile.P99)) {
            return;
        }
        String n = Phrases.count(response.n());
        String needed = Phrases.count(MINIMUM_FOR_P99);
        if (response.n() < MINIMUM_FOR_P99) {
            add(
                    Warning.Kind.TOO_FEW_FOR_P99,
                    "%s good answers; a p99 with an interval needs %s.".formatted(n, needed),
                    "Raise `measure`; 1,000 requests an arm give a p99 that is worth comparing.");
        } else {
            add(
                    Warning.Kind.TOO_FEW_FOR_P99,
                    "%s good answers, but slow ones come in a row; they are worth fewer than the %s independent ones of a p99."
                            .formatted(n, needed),
                    "Raise `measure`, or spread it over more blocks: slow answers in a row tell of one occasion.");
        }
    }

    private void dispatchLag() {
        Lateness lateness = Lateness.of(samples);
        if (lateness != null && lateness.beyond(Thresholds.DISPATCH_LAG_WARN_RATIO)) {
            add(
                    Warning.Kind.DISPATCH_LAG,
                    "Our " + lateness.inWords() + ".",
                    "Lower the rate, or run on a machine with more free cores.");
        }
    }

    private void slotsFull() {
        if (!(model instanceof LoadModel.Open open) || mostInFlight() < open.maxInFlight()) {
            return;
        }
        double[] waits = samples.nanos(Metric.SLOT_WAIT);
        double[] waited = Arrays.stream(waits)
                .filter(wait -> wait > Thresholds.OWN_DELAY_FLOOR_NANOS)
                .toArray();
        if (waited.length > Thresholds.SLOT_WAIT_WARN_RATIO * waits.length) {
            add(
                    Warning.Kind.SLOTS_FULL,
                    "%s of %s requests waited for a slot, up to %s."
                            .formatted(
                                    Phrases.count(waited.length),
                                    Phrases.count(waits.length),
                                    Phrases.duration(Arrays.stream(waited).max().orElseThrow())),
                    "Raise `maxInFlight`, or lower the rate; the wait is part of the response time.");
        }
    }

    /** The largest number of this arm's measured requests that were open at once. */
    private int mostInFlight() {
        List<Sample> measured = samples.measured();
        long[] sent = measured.stream().mapToLong(Sample::sentNanos).sorted().toArray();
        long[] done = measured.stream().mapToLong(Sample::doneNanos).sorted().toArray();
        int most = 0;
        int ended = 0;
        for (int started = 0; started < sent.length; started++) {
            while (ended < done.length && done[ended] <= sent[started]) { // one that was cancelled at once took no time
                ended++;
            }
            most = Math.max(most, started + 1 - ended);
        }
        return most;
    }

    private void autocorrelation() {
        Distribution response = arm.distribution(Metric.RESPONSE);
        if (response != null
                && response.n() >= Thresholds.EFFECTIVE_SIZE_MINIMUM
                && response.effectiveN() < Thresholds.EFFECTIVE_SIZE_WARN_RATIO * response.n()) {
            add(
                    Warning.Kind.AUTOCORRELATION,
                    "Successive requests resemble one another: %s of them tell as much as %s independent ones."
                            .formatted(Phrases.count(response.n()), Phrases.count(Math.round(response.effectiveN()))),
                    "Measure longer, in more blocks; the intervals are already wider for it.");
        }
    }

    private void outliers() {
        double[] sorted = samples.good().nanos(Metric.RESPONSE);
        if (sorted.length == 0) {
            return;
        }
        Arrays.sort(sorted);
        OptionalDouble fence = Outliers.fence(sorted, Thresholds.OUTLIER_SCORE);
        long beyond = fence.isEmpty()
                ? 0
                : Arrays.stream(sorted).filter(x -> x > fence.getAsDouble()).count();
        if (beyond > Thresholds.OUTLIERS_WARN_RATIO * sorted.length) {
            add(
                    Warning.Kind.OUTLIERS,
                    "%s of %s good answers took longer than %s, far beyond the rest; the slowest took %s."
                            .formatted(
                                    Phrases.count(beyond),
                                    Phrases.count(sorted.length),
                                    Phrases.duration(fence.orElseThrow()),
                                    Phrases.duration(sorted[sorted.length - 1])),
                    "See when they came in the chart of latency over time; they are counted, never dropped.");
        }
    }

    private void add(Warning.Kind kind, String cause, String nextStep) {
        warnings.add(new Warning(kind, arm.arm().name(), cause, nextStep));
    }
}
