package dev.taximeter.cli;

/** Something that the user has to mend. The message is whole and printed as it is; the exit code is 2. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    UserError(String message) {
        super(message);
    }

    UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
