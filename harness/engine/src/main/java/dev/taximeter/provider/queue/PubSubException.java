package dev.taximeter.provider.queue;

/** Pub/Sub could not be reached, or refused; the message says where and why, without secrets. */
public final class PubSubException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PubSubException(String message, Throwable cause) {
        super(message, cause);
    }
}
