package dev.taximeter.serve;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What a server counts of itself, in Prometheus' text format. Thread-safe. */
final class ServerTally {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<Integer, LongAdder> responses = new ConcurrentSkipListMap<>();
    private final LongAdder inferences = new LongAdder();
    private final LongAdder queueNanos = new LongAdder();
    private final LongAdder inferenceNanos = new LongAdder();

    void responded(int status) {
        responses.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }

    /** A text was inferred, after such a wait and in such a time, that of its whole batch. */
    void inferred(long waitedNanos, long tookNanos) {
        inferences.increment();
        queueNanos.add(waitedNanos);
        inferenceNanos.add(tookNanos);
    }

    String text(int waiting) {
        String byStatus = responses.entrySet().stream()
                .map(entry -> "nlu_responses_total{status=\"%d\"} %d\n"
                        .formatted(entry.getKey(), entry.getValue().sum()))
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                """
                # TYPE nlu_responses_total counter
                %s# TYPE nlu_inferences_total counter
                nlu_inferences_total %d
                # TYPE nlu_queue_seconds_total counter
                nlu_queue_seconds_total %.9f
                # TYPE nlu_inference_seconds_total counter
                nlu_inference_seconds_total %.9f
                # TYPE nlu_waiting gauge
                nlu_waiting %d
                """,
                byStatus,
                inferences.sum(),
                queueNanos.sum() / NANOS_PER_SECOND,
                inferenceNanos.sum() / NANOS_PER_SECOND,
                waiting);
    }
}
