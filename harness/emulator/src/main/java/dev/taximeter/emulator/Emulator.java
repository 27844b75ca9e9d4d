package dev.taximeter.emulator;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.TruthStamp;
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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Emulated vendors, listening on 127.0.0.1 and nowhere else, for HTTP/1.1 and, on the same port, for the same over TLS.
 * Thread-safe.
 *
 * <p>What it sends was programmed, so it shows what the harness measures, never how fast a vendor is.
 */
public final class Emulator implements AutoCloseable {
    private static final int EVENT_LOOPS = 2;
    private static final int MOST_BODY_BYTES = 1 << 20;
    private static final int BACKLOG = 4_096;
    private static final long QUIET_MILLIS = 0;
    private static final long CLOSE_MILLIS = 2_000;

    private final EmulatorConfig config;
    private final EventLoopGroup loops;
    private final House house;
    private final Channel listening;

    private Emulator(EmulatorConfig config, EventLoopGroup loops, House house, Channel listening) {
        this.config = config;
        this.loops = loops;
        this.house = house;
        this.listening = listening;
    }

    /**
     * Starts to listen.
     *
     * @param port 1..65535, or 0 for a free one
     * @throws IOException if the port cannot be had
     * @throws InterruptedException when interrupted while it starts; nothing is left open
     */
    public static Emulator start(EmulatorConfig config, int port) throws IOException, InterruptedException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(EVENT_LOOPS, NioIoHandler.newFactory());
        boolean started = false;
        try {
            House house = new House(config, loops, NanoClock.system().nanos());
            ChannelFuture bound = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new Door(house))
                    .bind(new InetSocketAddress(loopback(), port))
                    .await();
            if (!bound.isSuccess()) {
                throw new IOException(
                        "the emulator cannot listen on 127.0.0.1:" + port + ": "
                                + bound.cause().getMessage(),
                        bound.cause());
            }
            started = true;
            return new Emulator(config, loops, house, bound.channel());
        } finally {
            if (!started) {
                shutDown(loops);
            }
        }
    }

    /** Where it listens, 1..65535. */
    public int port() {
        return address().getPort();
    }

    /**
     * What the arm takes for the vendor's endpoint; see {@link Mount#baseUri}.
     *
     * @throws IllegalArgumentException if no mount has this name
     */
    public URI baseUri(String arm) {
        return config.mount(arm).baseUri(port());
    }

    /** The stamps of all answers that ended, in that order; the oldest are forgotten after about a million. */
    public List<TruthStamp> truth() throws InterruptedException {
        return house.settledTruth();
    }

    /** What a client must trust to speak TLS with it: a certificate in PEM, made for this emulator alone. */
    public String certificatePem() {
        return house.certificate().pem();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Hangs up on everybody and waits until it is done, at most about two seconds. Safe to call twice. */
    @Override
    public void close() {
        shutDown(loops);
    }

    private static void shutDown(EventLoopGroup loops) {
        loops.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * CLOSE_MILLIS);
    }

    /** 127.0.0.1 itself: "localhost" may be anything in a hosts file, and the loopback address may be ::1. */
    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** What a connection goes through. */
    private static final class Door extends ChannelInitializer<SocketChannel> {
        private final House house;

        Door(House house) {
            this.house = house;
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline()
                    .addLast(new TlsDoor(house))
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpServerKeepAliveHandler())
                    .addLast(new HttpObjectAggregator(MOST_BODY_BYTES))
                    .addLast(new Reception(house, NanoClock.system()));
        }
    }
}
