package dev.taximeter.provider.http;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Names calls for a server's own tracing, as W3C's Trace Context (level 1) has it. A call's trace ends with its position in
 * the plan, so that a slow sample is found among the server's traces. They are marked as sampled: a server that traces by
 * the caller's word traces them all.
 */
final class TraceContext {
    private final long prefix = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);

    /** The value of {@code traceparent}: version, trace, span, flags. */
    String parent(long seq) {
        long span = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        return "00-%016x%016x-%016x-01".formatted(prefix, seq, span);
    }
}
