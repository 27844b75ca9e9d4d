package dev.taximeter.archive;

import java.io.IOException;

/** A run folder cannot be read; the message names the file, the line where there is one, and what was expected. */
public final class ArchiveException extends IOException {
    ArchiveException(String message) {
        super(message);
    }

    ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
