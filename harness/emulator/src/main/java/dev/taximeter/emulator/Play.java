package dev.taximeter.emulator;

/** What is done with one request, on a virtual thread of its own. */
interface Play extends Runnable {
    /** The connection is gone. On its event loop. */
    default void abandon() {}
}
