package dev.taximeter.serve;

import java.util.List;

/** A broker as one worker sees it. {@link #receive} is called by one thread, {@link #answer} by another. */
interface Inbox extends AutoCloseable {

    /**
     * A request as it came.
     *
     * @param handle by which the broker knows it
     * @param message what it says
     * @param receivedNanos when it was read, on the machine's monotonic clock
     * @param delivery how often it has been handed to a worker, this time included
     */
    record Delivery(String handle, String message, long receivedNanos, int delivery) {}

    /**
     * What becomes of a delivery.
     *
     * @param replyTo where the answer goes; empty when there is nobody to answer
     * @param reply the answer; empty likewise
     */
    record Answered(Delivery delivery, String replyTo, String reply) {}

    /**
     * The next requests; waits for some time if there are none, and then gives none.
     *
     * @param most how many at most, at least 1
     */
    List<Delivery> receive(int most) throws InterruptedException;

    /** Sends the answers and lets the requests go: never without its answer, and with it where the broker has transactions. */
    void answer(List<Answered> answers);

    /** Disconnects; what was received and not answered stays with the broker. */
    @Override
    void close();
}
