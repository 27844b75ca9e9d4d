package dev.taximeter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Says four times a second that this process is alive, by the time of a file: after a crash that is when it died. */
final class Pulse implements AutoCloseable {
    private static final long BEAT_NANOS = 250_000_000;

    /** Longest time between the last beat and the end of the process that we reckon with. */
    private static final long SLACK_SECONDS = 1;

    private final Path file;
    private final Clock wallClock;
    private final Thread thread;
    private volatile boolean closed;

    private Pulse(Path file, Clock wallClock) {
        this.file = file;
        this.wallClock = wallClock;
        this.thread = Thread.ofPlatform().name("night-pulse").daemon().unstarted(this::beat);
    }

    /** Begins to beat; the file is made anew. */
    static Pulse start(Path file, Clock wallClock) throws IOException {
        Files.writeString(file, "");
        Pulse pulse = new Pulse(file, wallClock);
        pulse.thread.start();
        return pulse;
    }

    /** The last moment at which the process that beat into this file may have been alive; empty when none did. */
    static Optional<Instant> last(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.of(Files.getLastModifiedTime(file).toInstant().plusSeconds(SLACK_SECONDS))
                : Optional.empty();
    }

    private void beat() {
        while (!closed) {
            try {
                Files.setLastModifiedTime(file, FileTime.from(wallClock.instant()));
            } catch (IOException gone) {
                return; // somebody removed the night's folder: then there is nothing to come back to
            }
            LockSupport.parkNanos(this, BEAT_NANOS);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
