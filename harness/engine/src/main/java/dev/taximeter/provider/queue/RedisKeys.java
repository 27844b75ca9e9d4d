package dev.taximeter.provider.queue;

/**
 * The names under which a queue lives in Redis.
 *
 * @param queue name of the queue, e.g. {@code nlu}
 */
public record RedisKeys(String queue) {

    /** Requests that nobody has taken: a list or a stream. */
    public String requests() {
        return queue + ":req";
    }

    /** Replies to one client: a list or a stream, like the requests. */
    public String replies(String client) {
        return queue + ":rep:" + client;
    }

    /** Requests that a worker has taken from the list and not answered. */
    public String processing(String worker) {
        return queue + ":processing:" + worker;
    }

    /** Workers that may have such a list. */
    public String workers() {
        return queue + ":workers";
    }

    /** Expires when a worker has not been heard of for a while. */
    public String alive(String worker) {
        return queue + ":alive:" + worker;
    }
}
