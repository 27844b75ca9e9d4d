/**
 * Room: provider.queue. In: a call to a language model that stands behind a message queue. Out: a reply with the worker's
 * own stamps, so that queue, transport and inference can be told apart. Also what both sides of such a queue say to each
 * other, which the worker in {@code serve} shares.
 * Threads: a listener for each client; calls on any (virtual) thread.
 * Never here: the worker's side, models, statistics, printing.
 */
@NullMarked
package dev.taximeter.provider.queue;

import org.jspecify.annotations.NullMarked;
