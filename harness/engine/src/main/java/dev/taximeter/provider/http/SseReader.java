package dev.taximeter.provider.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Reads server-sent events at the level of bytes, so that each carries the time at which its last byte arrived.
 *
 * <p>Follows the WHATWG grammar (html.spec.whatwg.org, "Server-sent events"): lines end with LF, CR or CRLF; one space
 * after the colon is dropped; lines that begin with a colon are comments; several {@code data} lines are joined with
 * LF; a blank line ends an event. Only {@code data} is kept: our dialects repeat the event's name inside it. Text is
 * never decoded here, so characters may be split anywhere. One thread.
 */
final class SseReader implements FrameReader {
    private static final int READ_BYTES = 4 * 1024;
    private static final int EVENT_LIMIT_BYTES = 1024 * 1024;
    private static final byte[] LINE_FEED = {'\n'};

    private final InputStream in;
    private final LongSupplier stamp;
    private final byte[] buffer = new byte[READ_BYTES];
    private final ByteRun line = new ByteRun(EVENT_LIMIT_BYTES);
    private final ByteRun data = new ByteRun(EVENT_LIMIT_BYTES);
    private int position;
    private int limit;
    private long stampNanos;
    private boolean hasData;
    private boolean skipLineFeed;
    private boolean firstLine = true;

    /**
     * @param in each read returns what has arrived, as sockets do
     * @param stamp tells the time; asked once after every read that brought bytes
     */
    SseReader(InputStream in, LongSupplier stamp) {
        this.in = in;
        this.stamp = stamp;
    }

    @Override
    public boolean next() throws IOException {
        data.clear();
        hasData = false;
        while (readLine()) {
            if (!line.isEmpty()) {
                takeField();
            } else if (hasData) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ByteRun data() {
        return data;
    }

    @Override
    public long stampNanos() {
        return stampNanos;
    }

    @Override
    public boolean cutOff() {
        return hasData || !line.isEmpty();
    }

    private boolean readLine() throws IOException {
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

    private void takeField() throws MalformedException {
        int start = firstLine && startsWithByteOrderMark() ? 3 : 0;
        firstLine = false;
        byte[] bytes = line.array();
        if (!isData(bytes, start)) {
            return;
        }
        int from = Math.min(start + "data:".length(), line.length());
        if (from < line.length() && bytes[from] == ' ') {
            from++;
        }
        if (hasData) {
            data.append(LINE_FEED, 0, 1);
        }
        data.append(bytes, from, line.length() - from);
        hasData = true;
    }

    private boolean isData(byte[] bytes, int start) {
        int length = line.length() - start;
        return length >= 4
                && bytes[start] == 'd'
                && bytes[start + 1] == 'a'
                && bytes[start + 2] == 't'
                && bytes[start + 3] == 'a'
                && (length == 4 || bytes[start + 4] == ':');
    }

    private boolean startsWithByteOrderMark() {
        byte[] bytes = line.array();
        return line.length() >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }
}
