package dev.taximeter.provider.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Cuts a stream into lines, which end with LF, CR or CRLF, and knows when each line's end arrived. Text is never decoded
 * here, so characters may be split anywhere. One thread.
 */
final class LineReader {
    private static final int READ_BYTES = 4 * 1024;
    /** No frame of any dialect comes near it. */
    static final int LIMIT_BYTES = 1024 * 1024;

    private final InputStream in;
    private final LongSupplier stamp;
    private final byte[] buffer = new byte[READ_BYTES];
    private final ByteRun line = new ByteRun(LIMIT_BYTES);
    private int position;
    private int limit;
    private long stampNanos;
    private boolean skipLineFeed;

    /**
     * @param in each read returns what has arrived, as sockets do
     * @param stamp tells the time; asked once after every read that brought bytes
     */
    LineReader(InputStream in, LongSupplier stamp) {
        this.in = in;
        this.stamp = stamp;
    }

    /**
     * Waits for the next line.
     *
     * @return false at the end of the stream; {@link #line()} is then what came after the last line's end
     */
    boolean next() throws IOException {
        line.clear();
        while (true) {
            if (position == limit && !fill()) {
                return false;
            }
            if (skipLineFeed) {
                skipLineFeed = false;
                if (buffer[position] == '\n') {
                    position++;
                    continue;
                }
            }
            int end = endOfLine();
            line.append(buffer, position, end - position);
            position = end;
            if (end < limit) {
                skipLineFeed = buffer[end] == '\r';
                position++;
                return true;
            }
        }
    }

    /** Without its end; valid until the next call of {@link #next()}. */
    ByteRun line() {
        return line;
    }

    /** When the latest read returned. */
    long stampNanos() {
        return stampNanos;
    }

    private boolean fill() throws IOException {
        int count;
        do {
            count = in.read(buffer, 0, buffer.length);
        } while (count == 0);
        if (count < 0) {
            return false;
        }
        stampNanos = stamp.getAsLong();
        position = 0;
        limit = count;
        return true;
    }

    private int endOfLine() {
        int end = position;
        while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        return end;
    }
}
