package dev.taximeter.provider.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails when more comes out of it than any answer holds, however it was packed. One thread. */
final class BoundedStream extends FilterInputStream {
    private final long limit;
    private long count;

    /** @param limit most bytes that may come, above 0 */
    BoundedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        counted(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        counted(Math.max(0, read));
        return read;
    }

    private void counted(int bytes) throws MalformedException {
        count += bytes;
        if (count > limit) {
            throw new MalformedException("more than %d bytes in one stream".formatted(limit));
        }
    }
}
