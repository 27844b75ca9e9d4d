package dev.taximeter.record;

import dev.taximeter.model.Metric;
import dev.taximeter.model.Sample;
import org.HdrHistogram.Histogram;

/** The values of one metric of one arm. Not thread-safe. */
final class Series {
    /** Significant decimal digits that a histogram keeps. */
    static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(DIGITS);
    private long overflow;

    Series() {
        histogram.setAutoResize(true);
    }

    /** Whether this sample has values of this metric that may be counted. */
    static boolean counts(Metric metric, Sample sample) {
        return switch (metric) {
            case DISPATCH_LAG, SLOT_WAIT -> true;
            case RESPONSE, SERVICE, TTFT, TTFT_FROM_INTENDED, INTER_CHUNK, TPOT ->
                sample.outcome().isOk();
            // Read off the samples afterwards: a live display does not show them, and the log keeps its lines.
            case FIRST_REASONING,
                    NTPOT,
                    ATTEMPT,
                    NETWORK,
                    SERVER_QUEUE,
                    SERVER_PREFILL,
                    SERVER_DECODE,
                    SERVER_INFERENCE,
                    PUBLISH,
                    TRANSPORT_FORWARD,
                    TRANSPORT_BACK,
                    CLOCK_BOUND,
                    CONNECT -> false;
        };
    }

    void record(long nanos) {
        if (nanos > Recorder.HIGHEST_NANOS) {
            overflow++;
        }
        histogram.recordValue(Math.min(nanos, Recorder.HIGHEST_NANOS));
    }

    void add(Series other) {
        histogram.add(other.histogram);
        overflow += other.overflow;
    }

    Series copy() {
        Series copy = new Series();
        copy.add(this);
        return copy;
    }

    /** Ours, not a copy. */
    Histogram histogram() {
        return histogram;
    }

    /** Values above {@link Recorder#HIGHEST_NANOS}. */
    long overflow() {
        return overflow;
    }
}
