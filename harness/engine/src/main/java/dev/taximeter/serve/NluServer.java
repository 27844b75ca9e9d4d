package dev.taximeter.serve;

import dev.taximeter.model.NanoClock;
import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.provider.BootId;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The local model behind HTTP/1.1. What finds the queue in front of the model full is answered 429 at once. */
public final class NluServer implements AutoCloseable {
    private static final int EVENT_LOOPS = 1;
    private static final int MOST_BODY_BYTES = 8 << 20;
    private static final int BACKLOG = 4_096;
    private static final long CLOSE_MILLIS = 2_000;

    private final EventLoopGroup loops;
    private final Channel listening;

    private NluServer(EventLoopGroup loops, Channel listening) {
        this.loops = loops;
        this.listening = listening;
    }

    /**
     * Starts to serve.
     *
     * @param batcher in front of the model; stays the caller's
     * @param model its name in answers
     * @param address where; port 0 for a free one
     * @throws IOException if the port cannot be had
     */
    public static NluServer start(Batcher<Inference> batcher, String model, InetSocketAddress address)
            throws IOException, InterruptedException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(EVENT_LOOPS, NioIoHandler.newFactory());
        AnswerJson answers = new AnswerJson(model, "server-" + UUID.randomUUID(), BootId.current());
        ServerTally tally = new ServerTally();
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpServerKeepAliveHandler())
                                .addLast(new HttpObjectAggregator(MOST_BODY_BYTES))
                                .addLast(new HttpDoor(batcher, answers, tally, NanoClock.system()));
                    }
                })
                .bind(address)
                .await();
        if (!bound.isSuccess()) {
            shutDown(loops);
            throw new IOException(
                    "cannot listen on %s: %s".formatted(address, bound.cause().getMessage()), bound.cause());
        }
        return new NluServer(loops, bound.channel());
    }

    /** Where it listens, 1..65535. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Hangs up on everybody. Safe to call twice. */
    @Override
    public void close() {
        shutDown(loops);
    }

    private static void shutDown(EventLoopGroup loops) {
        loops.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * CLOSE_MILLIS);
    }
}
