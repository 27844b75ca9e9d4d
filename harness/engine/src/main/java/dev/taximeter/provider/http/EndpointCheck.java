package dev.taximeter.provider.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Whether a server listens where an arm says. Sends nothing. */
public final class EndpointCheck {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int REDIS_PORT = 6379;

    private EndpointCheck() {}

    /**
     * Opens a TCP connection and closes it again.
     *
     * @param limit at most this long, above 0
     * @return why it could not be opened; empty when it could
     */
    public static Optional<String> problem(URI endpoint, Duration limit) {
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(new InetSocketAddress(endpoint.getHost(), port(endpoint)), (int) limit.toMillis());
            return Optional.empty();
        } catch (IOException unreachable) {
            String message = unreachable.getMessage();
            return Optional.of((unreachable instanceof UnknownHostException ? "unknown host" : String.valueOf(message))
                    .toLowerCase(Locale.ROOT));
        }
    }

    private static int port(URI endpoint) {
        if (endpoint.getPort() >= 0) {
            return endpoint.getPort();
        }
        return switch (String.valueOf(endpoint.getScheme())) {
            case "https" -> HTTPS_PORT;
            case "redis", "rediss" -> REDIS_PORT;
            default -> HTTP_PORT;
        };
    }
}
