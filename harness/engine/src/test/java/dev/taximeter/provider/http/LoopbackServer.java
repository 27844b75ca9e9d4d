package dev.taximeter.provider.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers every request with the bytes of a script, on 127.0.0.1. */
final class LoopbackServer implements AutoCloseable {
    private final ServerSocket server;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** What to do with one request. */
    @FunctionalInterface
    interface Script {
        void play(Peer peer) throws IOException, InterruptedException;
    }

    /** A request as it came: request line and headers, body. */
    record Request(String head, String body) {
        boolean hasHeader(String name, String value) {
            return head.toLowerCase(Locale.ROOT)
                    .contains("\r\n" + name + ": " + value.toLowerCase(Locale.ROOT) + "\r\n");
        }
    }

    LoopbackServer(Script script) throws IOException {
        this.script = script;
        this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers everything with these bytes and then waits for the next request on the same connection. */
    static LoopbackServer saying(String response) throws IOException {
        return new LoopbackServer(peer -> peer.send(response));
    }

    /** A whole HTTP response; {@code headers} are full lines without their end. */
    static String response(String status, String body, String... headers) {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return text.append("Content-Length: " + length + "\r\n\r\n")
                .append(body)
                .toString();
    }

    /** The start of a streamed response. */
    static String streamHead(String... headers) {
        StringBuilder text = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text + "Transfer-Encoding: chunked\r\n\r\n";
    }

    static String chunk(String body) {
        return Integer.toHexString(body.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + body + "\r\n";
    }

    static String stream(String body, String... headers) {
        return streamHead(headers) + chunk(body) + "0\r\n\r\n";
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    List<Request> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                connections.incrementAndGet();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Request request = read(in);
            while (request != null) {
                requests.add(request);
                script.play(new Peer(socket));
                request = socket.isClosed() ? null : read(in);
            }
        } catch (IOException | UncheckedIOException e) {
            // the client went away, as some tests want
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = text.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return new Request(text, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** The server's side of one connection. */
    static final class Peer {
        private final Socket socket;

        private Peer(Socket socket) {
            this.socket = socket;
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** An orderly end. */
        void close() throws IOException {
            socket.close();
        }

        /** A hard end: the client reads "connection reset". */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Says nothing until the client hangs up. */
        void fallSilent() throws IOException {
            while (socket.getInputStream().read() >= 0) {}
        }
    }
}
