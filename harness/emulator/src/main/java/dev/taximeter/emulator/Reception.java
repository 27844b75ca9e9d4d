package dev.taximeter.emulator;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Serving;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reading end of one connection: stamps each request when its last byte was read and starts a virtual thread that
 * plays it. One request at a time; a client that pipelines is cut off. On the connection's event loop.
 */
final class Reception extends ChannelDuplexHandler {
    private final House house;
    private final NanoClock clock;
    private boolean busy;
    private @Nullable Thread player;
    private @Nullable Play current;

    Reception(House house, NanoClock clock) {
        this.house = house;
        this.clock = clock;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        long receivedNanos = clock.nanos();
        try {
            if (busy
                    || !(message instanceof FullHttpRequest request)
                    || request.decoderResult().isFailure()) {
                ChannelFuture _ = context.close();
                return;
            }
            busy = true;
            current = play(context.channel(), request, receivedNanos);
            player = Thread.ofVirtual().start(current);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent) {
            promise.addListener(written -> busy = false);
        }
        ChannelFuture _ = context.write(message, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (player != null) {
            player.interrupt();
        }
        if (current != null) {
            current.abandon();
        }
    }

    /** A reset connection is the client's business; nothing of it is logged. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelFuture _ = context.close();
    }

    private Play play(Channel channel, FullHttpRequest request, long receivedNanos) {
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        String path = target.path().startsWith("/") ? target.path().substring(1) : target.path();
        int slash = path.indexOf('/');
        Vendor vendor = slash < 0 ? null : house.vendor(path.substring(0, slash));
        if (vendor == null && TokenDesk.serves(path)) {
            return new TokenDesk(channel, clock, request.content().toString(StandardCharsets.UTF_8));
        }
        if (vendor == null) {
            return new Desk(house, channel, clock, request.method(), path);
        }
        Relay relay = house.arrived(request.headers().get(Relay.HEADER));
        Serving.Gateway gateway = relay == null ? vendor.gateway() : null;
        if (gateway != null) {
            long untilNanos = receivedNanos + vendor.nextHoldNanos(gateway);
            return new Relay(house, channel, clock, request, receivedNanos, untilNanos);
        }
        String inside = path.substring(slash + 1);
        Optional<String> health =
                request.method().equals(HttpMethod.GET) ? vendor.wire().health(inside) : Optional.empty();
        if (health.isPresent()) {
            return new HealthDesk(vendor, channel, clock, receivedNanos, health.get());
        }
        Incoming incoming = new Incoming(
                vendor.nextOrdinal(),
                receivedNanos,
                request.method(),
                inside,
                target.parameters(),
                request.headers(),
                ByteBufUtil.getBytes(request.content()));
        return new Performance(vendor, incoming, channel, clock, relay == null ? house.truth() : relay);
    }
}
