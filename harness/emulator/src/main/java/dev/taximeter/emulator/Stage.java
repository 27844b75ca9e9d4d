package dev.taximeter.emulator;

import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.NanoClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The writing end of one answer. Every write is flushed at once, and content is stamped on the event loop when the
 * kernel has taken it; a method returns after that, so a client that does not read holds its own answer back and
 * nothing piles up here. One thread calls it, but for {@link #abandon}.
 *
 * <p>Listeners are put on a promise before it is written: one that is added afterwards may run late, and would stamp late.
 */
final class Stage {
    private final Channel channel;
    private final NanoClock clock;
    private final Ending atEnd;
    private Cut cut = Cut.AS_IT_IS;
    private long[] stamps = new long[16];
    private long[] ends = new long[16];
    private long sentBytes;
    private int frames;
    private boolean ended;

    /** What hears of the end, once, on the event loop. */
    interface Ending {
        /**
         * @param contentNanos the content's stamps
         * @param doneNanos when the last byte was written, or the connection was gone
         * @param abandoned whether the client went before the end
         */
        void ended(ChunkTimes contentNanos, long doneNanos, boolean abandoned);
    }

    /** How a body is cut into what is sent at once. */
    enum Cut {
        /** Each burst. */
        AS_IT_IS,
        /** Each burst, its frames in one piece. */
        JOINED,
        /** Each frame in two, inside a character if it has one of several bytes. */
        INSIDE_CHARACTERS,
        /** Each byte. */
        BYTES
    }

    Stage(Channel channel, NanoClock clock, Ending atEnd) {
        this.channel = channel;
        this.clock = clock;
        this.atEnd = atEnd;
    }

    /** From now on, bodies are cut so. */
    void cutting(Cut newCut) {
        cut = newCut;
    }

    /** Status, headers and the first frames of a stream. */
    void open(HttpHeaders headers, String contentType, byte[] firstFrames) throws IOException, InterruptedException {
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        ChannelFuture _ = channel.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, headers));
        frames(List.of(firstFrames), false);
    }

    /** Content frames that go out together, at least one. */
    void content(List<byte[]> burst) throws IOException, InterruptedException {
        frames(burst, true);
    }

    /** Frames without content. */
    void aside(byte[] someFrames) throws IOException, InterruptedException {
        frames(List.of(someFrames), false);
    }

    /** The last frames of a stream. */
    void close(byte[] lastFrames) throws IOException, InterruptedException {
        close(lastFrames, 0);
    }

    private void close(byte[] lastFrames, int contentFrames) throws IOException, InterruptedException {
        ChannelPromise last = channel.newPromise();
        long endBytes = sent(lastFrames.length);
        last.addListener(done -> {
            stampContent(contentFrames, endBytes, done.isSuccess());
            end(done.isSuccess());
        });
        settle(channel.writeAndFlush(new DefaultLastHttpContent(Unpooled.wrappedBuffer(lastFrames)), last));
    }

    /**
     * A whole answer.
     *
     * @param content whether the body is content of the model, and stamped as one frame of it
     */
    void whole(int status, HttpHeaders headers, String contentType, byte[] body, boolean content)
            throws IOException, InterruptedException {
        if (cut == Cut.AS_IT_IS) {
            ChannelPromise last = channel.newPromise();
            long endBytes = sent(body.length);
            last.addListener(done -> {
                stampContent(content ? 1 : 0, endBytes, done.isSuccess());
                end(done.isSuccess());
            });
            lengthOf(body, headers, contentType);
            settle(channel.writeAndFlush(
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1,
                            HttpResponseStatus.valueOf(status),
                            Unpooled.wrappedBuffer(body),
                            headers,
                            EmptyHttpHeaders.INSTANCE),
                    last));
        } else {
            // The last byte ends the message: a client that has it may leave at once.
            part(status, headers, contentType, body, body.length - 1);
            close(new byte[] {body[body.length - 1]}, content ? 1 : 0);
        }
    }

    /** Status, headers and the beginning of a body, as if the rest were to follow. */
    void part(int status, HttpHeaders headers, String contentType, byte[] body, int bytes)
            throws IOException, InterruptedException {
        lengthOf(body, headers, contentType);
        ChannelFuture _ = channel.write(
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), headers));
        frames(List.of(Arrays.copyOf(body, bytes)), false);
    }

    /** Breaks the connection: the client gets a TCP reset. */
    void reset() throws InterruptedException {
        channel.eventLoop().execute(() -> breakOff(channel));
        channel.closeFuture().await();
    }

    /** Resets a connection. On its event loop. */
    static void breakOff(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            // From the head of the pipeline: TLS must not say goodbye.
            ChannelFuture _ = channel.pipeline().firstContext().close();
        }
    }

    /** Closes the connection as if all were said. */
    void hangUp() throws InterruptedException {
        ChannelFuture _ = channel.close();
        channel.closeFuture().await();
    }

    /** The connection is gone. On the event loop. */
    void abandon() {
        if (!ended) {
            ended = true;
            atEnd.ended(contentTimes(), clock.nanos(), true);
        }
    }

    /** When each content frame had been handed to the kernel. */
    ChunkTimes contentTimes() {
        return ChunkTimes.of(Arrays.copyOf(stamps, frames));
    }

    /** Bytes of the body up to the end of each of those frames. */
    long[] contentEndBytes() {
        return Arrays.copyOf(ends, frames);
    }

    private long sent(int bytes) {
        sentBytes += bytes;
        return sentBytes;
    }

    private void frames(List<byte[]> burst, boolean content) throws IOException, InterruptedException {
        switch (cut) {
            case AS_IT_IS -> together(burst, content);
            case JOINED -> {
                ByteBuf joined = Unpooled.wrappedBuffer(burst.toArray(byte[][]::new));
                write(joined, content ? burst.size() : 0, true);
            }
            case INSIDE_CHARACTERS -> {
                for (byte[] frame : burst) {
                    int middle = insideCharacter(frame);
                    write(Unpooled.wrappedBuffer(frame, 0, middle), 0, true);
                    write(Unpooled.wrappedBuffer(frame, middle, frame.length - middle), content ? 1 : 0, true);
                }
            }
            case BYTES -> {
                channel.flush(); // headers; a frame may be empty
                for (byte[] frame : burst) {
                    for (int i = 0; i < frame.length; i++) {
                        write(Unpooled.wrappedBuffer(frame, i, 1), content && i == frame.length - 1 ? 1 : 0, true);
                    }
                }
            }
        }
    }

    private void together(List<byte[]> burst, boolean content) throws IOException, InterruptedException {
        for (Iterator<byte[]> each = burst.iterator(); each.hasNext(); ) {
            byte[] frame = each.next();
            write(Unpooled.wrappedBuffer(frame), content ? 1 : 0, !each.hasNext());
        }
    }

    private void write(ByteBuf bytes, int contentFrames, boolean flush) throws IOException, InterruptedException {
        ChannelPromise written = channel.newPromise();
        long endBytes = sent(bytes.readableBytes());
        written.addListener(done -> stampContent(contentFrames, endBytes, done.isSuccess()));
        ChannelFuture _ = channel.write(new DefaultHttpContent(bytes), written);
        if (flush) {
            channel.flush();
            settle(written);
        }
    }

    /** A place inside the first character of several bytes, or the middle. */
    private static int insideCharacter(byte[] frame) {
        for (int i = 0; i < frame.length; i++) {
            if ((frame[i] & 0xC0) == 0xC0) {
                return i + 1;
            }
        }
        return frame.length / 2;
    }

    private static void lengthOf(byte[] body, HttpHeaders headers, String contentType) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }

    private void stampContent(int count, long endBytes, boolean written) {
        if (!written || count == 0) {
            return;
        }
        long nowNanos = clock.nanos();
        for (int i = 0; i < count; i++) {
            if (frames == stamps.length) {
                stamps = Arrays.copyOf(stamps, 2 * frames);
                ends = Arrays.copyOf(ends, 2 * frames);
            }
            ends[frames] = endBytes;
            stamps[frames++] = nowNanos;
        }
    }

    private void end(boolean written) {
        if (written && !ended) {
            ended = true;
            atEnd.ended(contentTimes(), clock.nanos(), false);
        }
    }

    /** Waits for the event loop; its stamps are visible afterwards. */
    private static void settle(ChannelFuture write) throws IOException, InterruptedException {
        write.await();
        Throwable cause = write.cause();
        if (cause != null) {
            throw new IOException("the client went away", cause);
        }
    }
}
