package dev.taximeter.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls that one arm may have open at once, and the requests that wait for one of them to end, in order. A slot is
 * handed over, never fought for, so that a later request cannot overtake. Thread-safe; nobody blocks.
 */
final class Slots {
    private final ArrayDeque<Flight> waiting = new ArrayDeque<>();
    private int free;

    Slots(int maxInFlight) {
        free = maxInFlight;
    }

    /** Whether this flight may go now; else it waits, and {@link #handOver} returns it in its turn. */
    synchronized boolean take(Flight flight) {
        if (free > 0) {
            free--;
            return true;
        }
        waiting.add(flight);
        return false;
    }

    /** A call has ended: the flight that has waited longest gets its slot; null when none waits. */
    synchronized @Nullable Flight handOver() {
        Flight next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }

    /** Takes away those that wait; they will not go. */
    synchronized List<Flight> giveUpWaiting() {
        List<Flight> givenUp = new ArrayList<>(waiting);
        waiting.clear();
        return givenUp;
    }
}
