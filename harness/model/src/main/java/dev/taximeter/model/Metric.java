package dev.taximeter.model;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** A duration that is read off a sample. One sample gives no, one or (for gaps) many values. */
public enum Metric {
    /** What a user waits: done − intended. */
    RESPONSE("response", "Response time", "done − intended start") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return LongStream.of(sample.responseTimeNanos());
        }
    },
    /** What the server took: done − sent. */
    SERVICE("service", "Service time", "done − sent") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return LongStream.of(sample.serviceTimeNanos());
        }
    },
    /** Time to first token, from sending. */
    TTFT("ttft", "Time to first token", "first non-empty content − sent") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return one(sample.ttftNanos());
        }
    },
    /** Time to first token, from the intended start. */
    TTFT_FROM_INTENDED(
            "ttftFromIntended",
            "Time to first token, from intended start",
            "first non-empty content − intended start") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return one(sample.ttftFromIntendedNanos());
        }
    },
    /** Gaps between content chunks. */
    INTER_CHUNK("interChunk", "Inter-chunk gap", "each gap between consecutive content chunks, pooled over requests") {
        @Override
        public LongStream nanosOf(Sample sample) {
            ChunkTimes chunks = sample.last().chunks();
            return LongStream.range(1, chunks.size()).map(i -> chunks.nanosAt((int) i) - chunks.nanosAt((int) i - 1));
        }
    },
    /** Time per output token. */
    TPOT("tpot", "Time per output token", "(last chunk − first chunk) / (visible output tokens − 1), one per request") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return one(sample.tpotNanos());
        }
    },
    /** Our own lateness. */
    DISPATCH_LAG("dispatchLag", "Dispatch lag", "dispatched − intended start; ours, not the server's") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return LongStream.of(sample.dispatchLagNanos());
        }
    },
    /** Waiting because too many requests were open, and preparing the call. */
    SLOT_WAIT("slotWait", "Slot wait", "sent − dispatched; waiting for a free slot, and our own preparation") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return LongStream.of(sample.slotWaitNanos());
        }
    };

    /** The metrics that a user reads first, in the order of tables. */
    public static final List<Metric> HEADLINE = List.of(RESPONSE, TTFT, INTER_CHUNK, TPOT);

    private final String id;
    private final String label;
    private final String formula;

    Metric(String id, String label, String formula) {
        this.id = id;
        this.label = label;
        this.formula = formula;
    }

    /** The name in files: camelCase, stable. */
    public String id() {
        return id;
    }

    /** The name in reports. */
    public String label() {
        return label;
    }

    /** How it is computed, in the words of the glossary. */
    public String formula() {
        return formula;
    }

    /** The values of this metric in one sample, in nanoseconds; empty when the sample has none. */
    public abstract LongStream nanosOf(Sample sample);

    private static LongStream one(OptionalLong value) {
        return value.isPresent() ? LongStream.of(value.getAsLong()) : LongStream.empty();
    }
}
