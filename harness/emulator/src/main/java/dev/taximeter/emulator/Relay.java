package dev.taximeter.emulator;

import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.TruthStamp;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a gateway. It is held for a while, then goes to the same address over a connection of
 * its own; what comes back is passed on as it comes, and a broken or closed connection is broken or closed on the other
 * side too. Once forwarded, all happens on the client's event loop.
 *
 * <p>The vendor's stamp says what was done to the request; this one says when the client could see it: a content frame is
 * out when the write that holds its last byte is. The two become one stamp, so that a request has one truth.
 */
final class Relay implements Play, Ledger {
    /** By this header the vendor knows that a request came through; its value is drawn anew each time. */
    static final String HEADER = "x-emulated-relay";

    /** The gateway's own words in the answer. */
    static final String ID = "x-gateway-request-id";

    private static final String VIA = "1.1 emulated-gateway";

    private final House house;
    private final Channel client;
    private final NanoClock clock;
    private final long receivedNanos;
    private final long untilNanos;
    private final String name = UUID.randomUUID().toString();
    private final FullHttpRequest request;

    // On the client's event loop.
    private @Nullable Channel upstream;
    private long[] writtenNanos = new long[16];
    private long[] writtenBytes = new long[16];
    private int writes;
    private long receivedBytes;
    private boolean answered;
    private boolean gone;

    // Told by two event loops.
    private @Nullable TruthStamp vendors;
    private long[] contentEndBytes = {};
    private long doneNanos;
    private boolean done;
    private boolean abandoned;

    /** @param untilNanos when the request is forwarded */
    Relay(House house, Channel client, NanoClock clock, FullHttpRequest request, long receivedNanos, long untilNanos) {
        this.house = house;
        this.client = client;
        this.clock = clock;
        this.receivedNanos = receivedNanos;
        this.untilNanos = untilNanos;
        HttpHeaders headers = request.headers().copy();
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        headers.set(HttpHeaderNames.VIA, VIA);
        headers.set(HEADER, name);
        this.request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                request.method(),
                request.uri(),
                Unpooled.wrappedBuffer(ByteBufUtil.getBytes(request.content())),
                headers,
                EmptyHttpHeaders.INSTANCE);
    }

    @Override
    public void run() {
        try {
            clock.sleepUntil(untilNanos);
            client.eventLoop().execute(this::forward);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the client left while we waited; this thread ends here
        } catch (RejectedExecutionException e) {
            // The emulator is closing.
        }
    }

    private void forward() {
        if (gone) {
            return;
        }
        house.expect(name, this);
        ChannelFuture connected = new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpClientCodec()).addLast(new Upstream());
                    }
                })
                .connect(client.localAddress());
        upstream = connected.channel();
        connected.addListener(connection -> {
            ChannelFuture _ = connection.isSuccess()
                    ? connected.channel().writeAndFlush(request)
                    : client.close(); // the emulator is closing
        });
    }

    /** The client is gone, so the vendor is left too. */
    @Override
    public void abandon() {
        gone = true;
        Relay _ = house.arrived(name); // should it not have got there yet
        if (upstream != null) {
            ChannelFuture _ = upstream.close();
        }
        end(true);
    }

    @Override
    public void add(TruthStamp stamp, long[] endBytes) {
        synchronized (this) {
            vendors = stamp;
            contentEndBytes = endBytes;
        }
        settle();
    }

    private void end(boolean byClient) {
        synchronized (this) {
            if (done) {
                return;
            }
            done = true;
            abandoned = byClient;
            doneNanos = clock.nanos();
        }
        settle();
    }

    /** Makes the one stamp when both sides have ended. */
    private void settle() {
        TruthStamp stamp;
        synchronized (this) {
            stamp = vendors;
            if (stamp == null || !done) {
                return;
            }
            vendors = null;
            stamp = new TruthStamp(
                    stamp.requestId(),
                    stamp.clientRequestId(),
                    stamp.profile(),
                    receivedNanos,
                    passedOn(),
                    doneNanos,
                    stamp.queuedNanos(),
                    stamp.fault(),
                    abandoned && stamp.expected() == Outcome.Kind.OK ? null : stamp.expected(),
                    stamp.jsonFault());
        }
        house.truth().add(stamp);
    }

    /** When each content frame was out; those that the client did not get are missing. */
    private ChunkTimes passedOn() {
        long[] nanos = new long[contentEndBytes.length];
        int frames = 0;
        int write = 0;
        for (long endBytes : contentEndBytes) {
            while (write < writes && writtenBytes[write] < endBytes) {
                write++;
            }
            if (write == writes) {
                break;
            }
            nanos[frames++] = writtenNanos[write];
        }
        return ChunkTimes.of(Arrays.copyOf(nanos, frames));
    }

    private synchronized void written(long bytes) {
        if (writes == writtenBytes.length) {
            writtenBytes = Arrays.copyOf(writtenBytes, 2 * writes);
            writtenNanos = Arrays.copyOf(writtenNanos, 2 * writes);
        }
        writtenBytes[writes] = bytes;
        writtenNanos[writes++] = clock.nanos();
    }

    /** The gateway's side of its connection to the vendor. */
    private final class Upstream extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpResponse response) {
                HttpHeaders headers = response.headers().copy();
                headers.remove(HttpHeaderNames.CONNECTION);
                headers.set(HttpHeaderNames.VIA, VIA);
                headers.set(ID, name);
                ChannelFuture _ =
                        client.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, response.status(), headers));
            } else if (message instanceof HttpContent content) {
                pass(content);
            }
        }

        private void pass(HttpContent content) {
            receivedBytes += content.content().readableBytes();
            long bytes = receivedBytes;
            boolean last = content instanceof LastHttpContent;
            answered |= last;
            ChannelPromise out = client.newPromise();
            out.addListener(write -> {
                if (write.isSuccess()) {
                    written(bytes);
                    if (last) {
                        end(false);
                    }
                }
                if (upstream != null && client.isWritable()) {
                    upstream.config().setAutoRead(true);
                }
            });
            ChannelFuture _ = client.write(
                    last ? new DefaultLastHttpContent(content.content()) : new DefaultHttpContent(content.content()),
                    out);
        }

        /** A client that does not read holds the vendor back. */
        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            client.flush();
            context.channel().config().setAutoRead(client.isWritable());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!answered) {
                ChannelFuture _ = client.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Stage.breakOff(client);
            ChannelFuture _ = context.close();
        }
    }
}
