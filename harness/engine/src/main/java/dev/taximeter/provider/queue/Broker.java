package dev.taximeter.provider.queue;

/** A message broker as one client of a queue sees it: requests go out, replies come in. Thread-safe. */
interface Broker extends AutoCloseable {

    /** Where this client's replies go. */
    String replyTo();

    /**
     * Hands a request over; returns when the broker has acknowledged it.
     *
     * @throws BrokerException when it could not be handed over; it may or may not have been taken
     * @throws InterruptedException when interrupted meanwhile; likewise
     */
    void publish(String message) throws BrokerException, InterruptedException;

    /** Stops listening. Safe to call twice. */
    @Override
    void close();

    /** The broker could not be reached or refused; the message says why, without secrets. */
    final class BrokerException extends Exception {
        BrokerException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Opens a broker whose replies go to this listener, on a thread of the broker's. */
    @FunctionalInterface
    interface Opening {
        Broker open(Listener listener);
    }

    /** Gets each reply as it arrives. */
    @FunctionalInterface
    interface Listener {
        /** @param arrivedNanos on the machine's monotonic clock */
        void reply(String message, long arrivedNanos);
    }
}
