package dev.taximeter.provider.queue;

import dev.taximeter.model.QueueCounts;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls of one client that wait for their answer, and a memory of all that had one, a bit each: an answer that comes
 * twice, or to a call that has given up, is counted and goes no further. Thread-safe.
 */
final class Pending {
    private final String client;
    private final Map<Integer, CompletableFuture<Arrival>> waiting = new ConcurrentHashMap<>();
    private final BitSet answered = new BitSet();
    private int begun;
    private QueueCounts counts = QueueCounts.NONE;

    /** @param client letters, digits and dashes; no other client of the queue has this name */
    Pending(String client) {
        this.client = client;
    }

    /**
     * A reply when it arrived.
     *
     * @param atNanos on the machine's monotonic clock
     */
    record Arrival(QueueReply reply, long atNanos) {}

    /**
     * A call that waits.
     *
     * @param id travels with the request
     */
    record Ticket(int number, String id, CompletableFuture<Arrival> arrival) {}

    synchronized Ticket begin() {
        int number = begun++;
        CompletableFuture<Arrival> arrival = new CompletableFuture<>();
        waiting.put(number, arrival);
        return new Ticket(number, client + "." + number, arrival);
    }

    /** The call has given up, or was answered. */
    void end(Ticket ticket) {
        waiting.remove(ticket.number());
    }

    synchronized void published() {
        counts = counts.plus(new QueueCounts(1, 0, 0, 0, 0, 0));
    }

    /** Gives a reply to the call that waits for it. One to another client, or to an earlier one of this name, is nobody's. */
    void arrived(Arrival arrival) {
        String id = arrival.reply().id();
        if (!id.startsWith(client + ".")) {
            return;
        }
        int number = Integer.parseInt(id, client.length() + 1, id.length(), 10);
        CompletableFuture<Arrival> call = waiting.remove(number);
        if (!arrival.reply().isPong()) {
            count(number, call != null, arrival.reply().stamps().delivery() > 1);
        }
        if (call != null) {
            call.complete(arrival);
        }
    }

    private synchronized void count(int number, boolean awaited, boolean again) {
        long one = again ? 1 : 0;
        if (answered.get(number)) {
            counts = counts.plus(new QueueCounts(0, 0, 0, 1, 0, 0));
        } else if (awaited) {
            counts = counts.plus(new QueueCounts(0, 1, one, 0, 0, 0));
        } else {
            counts = counts.plus(new QueueCounts(0, 0, one, 0, 1, 0));
        }
        answered.set(number);
    }

    /** What happened so far; what was published and has no answer is lost unless it still comes. */
    synchronized QueueCounts counts() {
        return counts.plus(new QueueCounts(0, 0, 0, 0, 0, counts.published() - counts.answered() - counts.late()));
    }
}
