/**
 * Room: serve. The local language model as others would run it: behind HTTP and behind queues, in a process of its own. In:
 * a model, and requests from a socket or a broker. Out: answers with the times at which they were received, inferred and
 * replied.
 * Threads: inference on platform threads of the {@link Batcher}; a receiver and a replier for each queue.
 * Never here: training, load, clients, statistics, printing.
 */
@NullMarked
package dev.taximeter.serve;

import org.jspecify.annotations.NullMarked;
