package dev.taximeter.provider.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Reads JSON values that stand on a line each; blank lines are passed over. One thread. */
final class NdjsonReader implements FrameReader {
    private final LineReader lines;

    /**
     * @param in each read returns what has arrived, as sockets do
     * @param stamp tells the time; asked once after every read that brought bytes
     */
    NdjsonReader(InputStream in, LongSupplier stamp) {
        this.lines = new LineReader(in, stamp);
    }

    @Override
    public boolean next() throws IOException {
        while (lines.next()) {
            if (!lines.line().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ByteRun data() {
        return lines.line();
    }

    @Override
    public long stampNanos() {
        return lines.stampNanos();
    }

    @Override
    public boolean cutOff() {
        return !lines.line().isEmpty();
    }
}
