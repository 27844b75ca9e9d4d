package dev.taximeter.cost;

/** The books have no price for what was asked; the message names the nearest ones that they have. */
public final class PriceMissingException extends Exception {
    PriceMissingException(String message) {
        super(message);
    }
}
