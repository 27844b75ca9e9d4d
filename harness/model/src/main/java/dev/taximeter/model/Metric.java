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
    /** Time to the first thought that the server lets us see. */
    FIRST_REASONING("firstReasoning", "Time to first reasoning", "first visible reasoning − sent") {
        @Override
        public LongStream nanosOf(Sample sample) {
            OptionalLong first = sample.last().firstReasoningNanos();
            return first.isEmpty() ? LongStream.empty() : LongStream.of(first.getAsLong() - sample.sentNanos());
        }
    },
    /** Whole time per output token, thoughts included: comparable between streamed and whole answers. */
    NTPOT("ntpot", "Normalised time per output token", "(done − sent) / all output tokens, one per request") {
        @Override
        public LongStream nanosOf(Sample sample) {
            TokenUsage usage = sample.last().usage();
            return usage == null || usage.outputTokens() == 0
                    ? LongStream.empty()
                    : LongStream.of(sample.serviceTimeNanos() / usage.outputTokens());
        }
    },
    /** The attempt that decided, without those before it. */
    ATTEMPT("attempt", "Attempt time", "done − sent of the last attempt; the service time when there was but one") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return LongStream.of(sample.lastAttemptNanos());
        }
    },
    /** What lies between the server's own stop-watch and ours. */
    NETWORK(
            "network",
            "Network and gateway",
            "our time − the server's own, over the same stretch: the whole attempt, or up to headers or first token;"
                    + " below 0 when the server rounds up") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return one(sample.last().outsideServerNanos());
        }
    },
    /** Waiting inside the server, by its own stop-watch. */
    SERVER_QUEUE("serverQueue", "Server: queue", "waiting for a free place, as the server tells it") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return stage(sample, ServerStage.QUEUE);
        }
    },
    /** Reading the prompt, by the server's own stop-watch. */
    SERVER_PREFILL("serverPrefill", "Server: prefill", "reading the prompt, as the server tells it") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return stage(sample, ServerStage.PREFILL);
        }
    },
    /** Writing the answer, by the server's own stop-watch. */
    SERVER_DECODE("serverDecode", "Server: decode", "writing the answer, as the server tells it") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return stage(sample, ServerStage.DECODE);
        }
    },
    /** The model's own time, by the server's own stop-watch. */
    SERVER_INFERENCE("serverInference", "Server: inference", "the model's own time, as the server tells it") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return stage(sample, ServerStage.INFERENCE);
        }
    },
    /** Until the broker had acknowledged the request. */
    PUBLISH("publish", "Publish time", "the broker's acknowledgement − sent; part of the way there") {
        @Override
        public LongStream nanosOf(Sample sample) {
            Passage passage = sample.last().facts().passage();
            return passage == null || passage.publishedNanos().isEmpty()
                    ? LongStream.empty()
                    : LongStream.of(
                            passage.publishedNanos().getAsLong() - sample.last().sentNanos());
        }
    },
    /** The way to the worker. */
    TRANSPORT_FORWARD(
            "transportForward",
            "Transport, there",
            "received by the worker − sent; off by the clocks' bound at most, and below 0 within it") {
        @Override
        public LongStream nanosOf(Sample sample) {
            Passage passage = sample.last().facts().passage();
            return passage == null
                    ? LongStream.empty()
                    : LongStream.of(passage.receivedNanos() - sample.last().sentNanos());
        }

        @Override
        public OptionalLong boundNanos(Sample sample) {
            return clockBound(sample);
        }
    },
    /** The way back from the worker. */
    TRANSPORT_BACK(
            "transportBack",
            "Transport, back",
            "done − replied by the worker; off by the clocks' bound at most, and below 0 within it") {
        @Override
        public LongStream nanosOf(Sample sample) {
            Passage passage = sample.last().facts().passage();
            return passage == null
                    ? LongStream.empty()
                    : LongStream.of(sample.last().doneNanos() - passage.repliedNanos());
        }

        @Override
        public OptionalLong boundNanos(Sample sample) {
            return clockBound(sample);
        }
    },
    /** What the two clocks of a passage leave open. */
    CLOCK_BOUND("clockBound", "Bound of the clocks", "how far off either direction's time may be, either way") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return one(clockBound(sample));
        }
    },
    /** Handshakes of calls that found no open connection. */
    CONNECT("connect", "Connect time", "TCP and TLS handshakes of an attempt that opened a connection") {
        @Override
        public LongStream nanosOf(Sample sample) {
            return one(sample.last().facts().connectNanos());
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

    /** How far off the values may be, either way, because two clocks are involved; empty when one clock read them. */
    public OptionalLong boundNanos(Sample sample) {
        return OptionalLong.empty();
    }

    private static OptionalLong clockBound(Sample sample) {
        Passage passage = sample.last().facts().passage();
        return passage == null ? OptionalLong.empty() : OptionalLong.of(passage.boundNanos());
    }

    private static LongStream stage(Sample sample, ServerStage stage) {
        Long nanos = sample.last().facts().stages().get(stage);
        return nanos == null ? LongStream.empty() : LongStream.of(nanos);
    }

    private static LongStream one(OptionalLong value) {
        return value.isPresent() ? LongStream.of(value.getAsLong()) : LongStream.empty();
    }
}
