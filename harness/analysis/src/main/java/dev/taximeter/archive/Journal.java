package dev.taximeter.archive;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a night has done so far, one line an event, forced to disk before anything is paid for: whoever starts after a crash
 * reads here what need not be done again. Not thread-safe.
 */
public final class Journal implements AutoCloseable {
    private static final JsonMapper MAPPER = RunJson.mapper();

    private final FileChannel channel;
    private final List<Entry> entries;

    private Journal(FileChannel channel, List<Entry> entries) {
        this.channel = channel;
        this.entries = new ArrayList<>(entries);
    }

    /** What happened. */
    public enum Event {
        /** The night began; {@code detail} is the SHA-256 of the suite file. */
        BEGUN,
        /** A scenario's run has its folder; {@code detail} is that folder's path. Nothing was sent yet. */
        RUN,
        /** The scenario's run ended; {@code detail} is its folder's path, which may have another name now. */
        DONE,
        /** Another process goes on with the night; {@code detail} says in words where. */
        RESUMED,
        /** The night is over; {@code detail} says how, in a word. */
        ENDED
    }

    /**
     * An event.
     *
     * @param event what happened
     * @param at when, wall clock
     * @param scenario the scenario's name; empty for events of the whole night
     * @param detail see {@link Event}
     */
    public record Entry(Event event, Instant at, String scenario, String detail) {}

    /** Opens or begins a journal; a last line that a killed process tore is cut off. */
    public static Journal open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
        trim(file);
        List<Entry> entries = read(file);
        return new Journal(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), entries);
    }

    /** The events of a journal that nobody writes; empty when there is none. */
    public static List<Entry> read(Path file) throws IOException {
        return JsonLines.read(file, Entry.class, MAPPER).values();
    }

    /** All events, in their order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Adds an event; it is on disk when this returns. */
    public void add(Entry entry) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((MAPPER.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(true);
        entries.add(entry);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Cuts a half-written last line off a file of lines, so that more can be appended. */
    static void trim(Path file) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long end = bytes.length();
            while (end > 0) {
                bytes.seek(end - 1);
                if (bytes.read() == '\n') {
                    break;
                }
                end--;
            }
            bytes.setLength(end);
        }
    }
}
