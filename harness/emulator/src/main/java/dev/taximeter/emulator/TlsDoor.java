package dev.taximeter.emulator;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Looks at a connection's first byte: where it begins a TLS handshake, TLS is put before HTTP. */
final class TlsDoor extends ByteToMessageDecoder {
    private static final int HANDSHAKE = 22;

    private final House house;

    TlsDoor(House house) {
        this.house = house;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!in.isReadable()) {
            return;
        }
        if (in.getUnsignedByte(in.readerIndex()) == HANDSHAKE) {
            context.pipeline()
                    .addAfter(
                            context.name(), "tls", house.certificate().context().newHandler(context.alloc()));
        }
        context.pipeline().remove(this);
    }
}
