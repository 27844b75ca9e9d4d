package dev.taximeter.model;

/** Whether arrivals ignore replies. */
public sealed interface LoadModel {

    /** The same with another rate, in requests per second, or with another number of users. */
    LoadModel swept(double value);

    /**
     * Open loop: requests are sent at their intended times, whatever the replies do.
     *
     * @param arrivals of each arm
     * @param maxInFlight requests of one arm that may be open at once; further ones wait, and the wait counts
     * @param thinkNanos between an answer and the next turn of its conversation, at least 0; 0 without conversations
     */
    record Open(Arrivals arrivals, int maxInFlight, long thinkNanos) implements LoadModel {

        /** A loop of single requests. */
        public Open(Arrivals arrivals, int maxInFlight) {
            this(arrivals, maxInFlight, 0);
        }

        @Override
        public LoadModel swept(double value) {
            return new Open(arrivals.at(value), maxInFlight, thinkNanos);
        }
    }

    /**
     * Closed loop: each user sends, waits for the reply, thinks, and sends again.
     *
     * @param users of each arm, at least 1
     * @param thinkNanos between a reply and the next request, at least 0
     */
    record Closed(int users, long thinkNanos) implements LoadModel {
        @Override
        public LoadModel swept(double value) {
            return new Closed(Math.toIntExact(Math.round(value)), thinkNanos);
        }
    }
}
