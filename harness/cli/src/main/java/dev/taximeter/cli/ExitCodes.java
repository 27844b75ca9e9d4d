package dev.taximeter.cli;

/** What a command tells the shell. */
final class ExitCodes {
    /** All went well. */
    static final int OK = 0;
    /** Our bug. */
    static final int BUG = 1;
    /** The command line, a scenario, a price book or the machine has to be mended by the user. */
    static final int USAGE = 2;
    /** Something is worse than it was, or misses its objective. */
    static final int WORSE = 3;
    /** The run is invalid: its figures may not be trusted; or the data does not decide. */
    static final int INVALID = 4;
    /** The budget was spent, or an arm was stopped because no further request could succeed; what was measured is kept. */
    static final int STOPPED = 5;

    /** The user interrupted; what was measured is kept. */
    static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
