package dev.taximeter.emulator;

import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.NanoClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The writing end of one answer. Every write is flushed at once, and content is stamped on the event loop when the
 * kernel has taken it; a method returns after that, so a client that does not read holds its own answer back and
 * nothing piles up here. One thread calls it.
 *
 * <p>Listeners are put on a promise before it is written: one that is added afterwards may run late, and would stamp late.
 */
final class Stage {
    private final Channel channel;
    private final NanoClock clock;
    private final BiConsumer<ChunkTimes, Long> atEnd;
    private long[] stamps = new long[16];
    private int frames;

    /** @param atEnd gets the content's stamps and that of the last byte, on the event loop */
    Stage(Channel channel, NanoClock clock, BiConsumer<ChunkTimes, Long> atEnd) {
        this.channel = channel;
        this.clock = clock;
        this.atEnd = atEnd;
    }

    /** Status, headers and the first frames of a stream. */
    void open(HttpHeaders headers, String contentType, String firstFrames) throws IOException, InterruptedException {
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE);
        headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        ChannelFuture _ = channel.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, headers));
        settle(channel.writeAndFlush(new DefaultHttpContent(utf8(firstFrames))));
    }

    /** Content frames that go out together, at least one. */
    void content(List<String> burst) throws IOException, InterruptedException {
        ChannelPromise last = channel.newPromise();
        for (Iterator<String> frames = burst.iterator(); frames.hasNext(); ) {
            HttpContent content = new DefaultHttpContent(utf8(frames.next()));
            ChannelPromise written = frames.hasNext() ? channel.newPromise() : last;
            ChannelFuture _ = channel.write(content, written.addListener(done -> stampContent(done.isSuccess())));
        }
        channel.flush();
        settle(last);
    }

    /** The last frames of a stream. */
    void close(String lastFrames) throws IOException, InterruptedException {
        ChannelPromise last = channel.newPromise();
        last.addListener(done -> end(done.isSuccess()));
        settle(channel.writeAndFlush(new DefaultLastHttpContent(utf8(lastFrames)), last));
    }

    /**
     * A whole answer.
     *
     * @param content whether the body is content of the model, and stamped as one frame of it
     */
    void whole(int status, HttpHeaders headers, String json, boolean content) throws IOException, InterruptedException {
        ByteBuf body = utf8(json);
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        DefaultFullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body, headers, EmptyHttpHeaders.INSTANCE);
        ChannelPromise last = channel.newPromise();
        last.addListener(done -> {
            stampContent(content && done.isSuccess());
            end(done.isSuccess());
        });
        settle(channel.writeAndFlush(answer, last));
    }

    /** When each content frame had been handed to the kernel. */
    ChunkTimes contentTimes() {
        return ChunkTimes.of(Arrays.copyOf(stamps, frames));
    }

    private void stampContent(boolean written) {
        if (!written) {
            return;
        }
        long nowNanos = clock.nanos();
        if (frames == stamps.length) {
            stamps = Arrays.copyOf(stamps, 2 * frames);
        }
        stamps[frames++] = nowNanos;
    }

    private void end(boolean written) {
        if (written) {
            atEnd.accept(contentTimes(), clock.nanos());
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

    private static ByteBuf utf8(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
