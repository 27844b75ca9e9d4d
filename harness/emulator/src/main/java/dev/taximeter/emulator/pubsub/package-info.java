/**
 * Room: emulator.pubsub. A FAKE of Google Pub/Sub on loopback, for tests and rehearsals: it speaks the public protocol well
 * enough for Google's own client, keeps everything in memory, and delays what it is told to. Nothing about Google's own
 * times follows from its.
 *
 * <p>In: a {@link dev.taximeter.emulator.pubsub.FakePubSubConfig}. Out: topics, subscriptions with filters, pulls by stream
 * and one by one, deadlines, redelivery, dead letters, and the protocol's errors. What it has not (ordering, exactly-once,
 * push, snapshots, schemas) it refuses as not implemented.
 *
 * <p>Threads: all its state belongs to one thread, the {@code Clockwork}.
 *
 * <p>Never here: credentials; anything on disk; addresses other than 127.0.0.1.
 */
@NullMarked
package dev.taximeter.emulator.pubsub;

import org.jspecify.annotations.NullMarked;
