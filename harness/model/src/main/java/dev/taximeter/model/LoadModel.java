package dev.taximeter.model;

/** Whether arrivals ignore replies. */
public sealed interface LoadModel {

    /**
     * Open loop: requests are sent at their intended times, whatever the replies do.
     *
     * @param arrivals of each arm
     * @param maxInFlight requests of one arm that may be open at once; further ones wait, and the wait counts
     */
    record Open(Arrivals arrivals, int maxInFlight) implements LoadModel {}

    /**
     * Closed loop: each user sends, waits for the reply, thinks, and sends again.
     *
     * @param users of each arm, at least 1
     * @param thinkNanos between a reply and the next request, at least 0
     */
    record Closed(int users, long thinkNanos) implements LoadModel {}
}
