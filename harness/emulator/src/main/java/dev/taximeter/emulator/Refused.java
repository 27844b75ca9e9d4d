package dev.taximeter.emulator;

/** A request that cannot be answered. Caught where the request is played and sent to the client; never leaves the room. */
final class Refused extends Exception {
    private final transient Fault fault;

    Refused(Fault fault) {
        super(fault.message(), null, false, false);
        this.fault = fault;
    }

    Refused(Fault.Kind kind, String message) {
        this(new Fault(kind, message));
    }

    Fault fault() {
        return fault;
    }
}
