package dev.taximeter.provider.http;

import dev.taximeter.model.RunClock;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.OptionalLong;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** What became of one call's connection. OkHttp tells it on the call's own thread. */
final class ConnectionFacts extends EventListener {
    private final RunClock clock;
    private OptionalLong startNanos = OptionalLong.empty();
    private OptionalLong connectNanos = OptionalLong.empty();
    private OptionalLong tlsStartNanos = OptionalLong.empty();
    private OptionalLong tlsNanos = OptionalLong.empty();
    private @Nullable String protocol;
    private @Nullable String tlsVersion;

    ConnectionFacts(RunClock clock) {
        this.clock = clock;
    }

    @Override
    public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
        if (startNanos.isEmpty()) {
            startNanos = OptionalLong.of(clock.nanos());
        }
    }

    @Override
    public void secureConnectStart(Call call) {
        tlsStartNanos = OptionalLong.of(clock.nanos());
    }

    @Override
    public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
        if (tlsStartNanos.isPresent()) {
            tlsNanos = OptionalLong.of(clock.nanos() - tlsStartNanos.getAsLong());
        }
    }

    /** After TCP and, on https, after TLS. */
    @Override
    public void connectEnd(Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol negotiated) {
        if (startNanos.isPresent()) {
            connectNanos = OptionalLong.of(clock.nanos() - startNanos.getAsLong());
        }
    }

    @Override
    public void connectionAcquired(Call call, Connection connection) {
        protocol = connection.protocol().toString();
        Handshake handshake = connection.handshake();
        tlsVersion = handshake == null ? null : handshake.tlsVersion().javaName();
    }

    /** Whether the call got a connection, new or old. */
    boolean connected() {
        return protocol != null;
    }

    /** Whether that connection was open before. */
    boolean reused() {
        return connected() && startNanos.isEmpty();
    }

    OptionalLong connectNanos() {
        return connectNanos;
    }

    OptionalLong tlsNanos() {
        return tlsNanos;
    }

    @Nullable
    String protocol() {
        return protocol;
    }

    /** Null on cleartext. */
    @Nullable
    String tlsVersion() {
        return tlsVersion;
    }
}
