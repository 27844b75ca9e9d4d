package dev.taximeter.model;

import java.util.List;

/** A stretch of the plan that is played without a pause; segments follow one another, each after the last one drained. */
public sealed interface Segment {

    /** The trial that it belongs to, 0-based. */
    int trial();

    /** What is sent in it, by ascending sequence number. */
    List<PlannedRequest> requests();

    /**
     * An open loop.
     *
     * @param requests in the order of their offsets
     */
    record Open(int trial, List<PlannedRequest> requests) implements Segment {
        public Open {
            requests = List.copyOf(requests);
        }
    }

    /**
     * A closed loop.
     *
     * @param requests of all arms; each user of an arm takes that arm's next one. With a time limit the arm's list is
     *     used round and round; the sequence number of a later round is the planned one plus a multiple of the number of
     *     requests in the whole plan, so that none comes twice
     * @param limitNanos when users stop starting requests, after the segment's start; {@link Long#MAX_VALUE} when the
     *     number of requests ends it
     * @param warmUpNanos requests that are due before this, after the segment's start, are warm-up; 0 when the planned
     *     phase counts; below 0 by what was measured already, in a segment that goes on after it was broken off
     * @param blockNanos length of a block: a request that is due later than {@code warmUpNanos} belongs to the block in
     *     whose time it is due; {@link Long#MAX_VALUE} when the planned block counts
     */
    record Closed(int trial, List<PlannedRequest> requests, long limitNanos, long warmUpNanos, long blockNanos)
            implements Segment {
        public Closed {
            requests = List.copyOf(requests);
        }

        /** The same segment with other requests. */
        public Closed with(List<PlannedRequest> others) {
            return new Closed(trial, others, limitNanos, warmUpNanos, blockNanos);
        }

        /** Whether time ends it, not the number of requests. */
        public boolean timed() {
            return limitNanos != Long.MAX_VALUE;
        }
    }
}
