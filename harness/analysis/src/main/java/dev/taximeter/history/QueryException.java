package dev.taximeter.history;

/** A query that cannot be answered; the message is for the one who wrote it. */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1;

    QueryException(String message, Throwable cause) {
        super(message, cause);
    }

    QueryException(String message) {
        super(message);
    }
}
