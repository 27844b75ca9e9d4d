package dev.taximeter.provider.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Reads server-sent events at the level of bytes, so that each carries the time at which its last byte arrived.
 *
 * <p>Follows the WHATWG grammar (html.spec.whatwg.org, "Server-sent events"): lines end with LF, CR or CRLF; one space
 * after the colon is dropped; lines that begin with a colon are comments; several {@code data} lines are joined with
 * LF; a blank line ends an event. Only {@code data} is kept: our dialects repeat the event's name inside it. One thread.
 */
final class SseReader implements FrameReader {
    private static final byte[] LINE_FEED = {'\n'};

    private final LineReader lines;
    private final ByteRun data = new ByteRun(LineReader.LIMIT_BYTES);
    private boolean hasData;
    private boolean firstLine = true;

    /**
     * @param in each read returns what has arrived, as sockets do
     * @param stamp tells the time; asked once after every read that brought bytes
     */
    SseReader(InputStream in, LongSupplier stamp) {
        this.lines = new LineReader(in, stamp);
    }

    @Override
    public boolean next() throws IOException {
        data.clear();
        hasData = false;
        while (lines.next()) {
            if (!lines.line().isEmpty()) {
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
        return lines.stampNanos();
    }

    @Override
    public boolean cutOff() {
        return hasData || !lines.line().isEmpty();
    }

    private void takeField() throws MalformedException {
        ByteRun line = lines.line();
        int start = firstLine && startsWithByteOrderMark() ? 3 : 0;
        firstLine = false;
        byte[] bytes = line.array();
        if (!isData(bytes, start, line.length())) {
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

    private static boolean isData(byte[] bytes, int start, int end) {
        int length = end - start;
        return length >= 4
                && bytes[start] == 'd'
                && bytes[start + 1] == 'a'
                && bytes[start + 2] == 't'
                && bytes[start + 3] == 'a'
                && (length == 4 || bytes[start + 4] == ':');
    }

    private boolean startsWithByteOrderMark() {
        ByteRun line = lines.line();
        byte[] bytes = line.array();
        return line.length() >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }
}
