package dev.taximeter.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reads what a process complains about, so that it never blocks, and keeps the end of it. Thread-safe. */
final class LastLines {
    private static final int MOST_LINES = 20;

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread reader;

    private LastLines(BufferedReader source) {
        // Not a virtual thread: reading a pipe would hold its carrier.
        reader = Thread.ofPlatform().daemon().unstarted(() -> read(source));
    }

    /** Starts to read. */
    static LastLines of(BufferedReader source) {
        LastLines lines = new LastLines(source);
        lines.reader.start();
        return lines;
    }

    /** The last lines, when the process has ended or after a second. */
    String awaitText() throws InterruptedException {
        reader.join(1_000);
        synchronized (lines) {
            return lines.isEmpty() ? "nothing" : String.join("\n", lines);
        }
    }

    private void read(BufferedReader source) {
        try {
            for (String line = source.readLine(); line != null; line = source.readLine()) {
                synchronized (lines) {
                    lines.addLast(line);
                    if (lines.size() > MOST_LINES) {
                        lines.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            // The process is gone; what it said is kept.
        }
    }
}
