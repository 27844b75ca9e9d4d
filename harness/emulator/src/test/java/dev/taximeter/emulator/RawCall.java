package dev.taximeter.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One call on a bare socket, with all that came back.
 *
 * @param text what came, chunk sizes among it, in ISO 8859-1: a byte, a character
 * @param chunks the payloads of the HTTP chunks, in order
 * @param reset whether the connection was reset at the end
 */
record RawCall(String text, List<byte[]> chunks, boolean reset) {

    /** Sends a request and reads until the connection ends. */
    static RawCall of(Emulator emulator, String mount, Wire wire, String body) throws IOException {
        return of(emulator, mount, wire, body, text -> false);
    }

    /** Sends a request and reads until the connection ends or enough has come; then hangs up. */
    static RawCall of(Emulator emulator, String mount, Wire wire, String body, Predicate<String> enough)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), emulator.port())) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = "POST /" + mount + "/" + wire.samplePath() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Authorization: Bearer x\r\napi-key: x\r\nx-api-key: x\r\nanthropic-version: 2023-06-01\r\n"
                    + "X-Client-Request-Id: mine\r\nContent-Length: " + bytes.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            boolean reset = false;
            try {
                InputStream in = socket.getInputStream();
                byte[] piece = new byte[4_096];
                for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                    all.write(piece, 0, n);
                    if (enough.test(all.toString(StandardCharsets.ISO_8859_1))) {
                        break;
                    }
                }
            } catch (SocketException e) {
                reset = true;
            }
            String text = all.toString(StandardCharsets.ISO_8859_1);
            return new RawCall(text, chunks(text), reset);
        }
    }

    /** The body, put together, as UTF-8. */
    String body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        chunks.forEach(body::writeBytes);
        return body.toString(StandardCharsets.UTF_8);
    }

    int status() {
        return Integer.parseInt(text.substring(9, 12));
    }

    /** Whether the body ended as HTTP says it must. */
    boolean ended() {
        return text.endsWith("0\r\n\r\n");
    }

    private static List<byte[]> chunks(String text) {
        List<byte[]> chunks = new ArrayList<>();
        int at = text.indexOf("\r\n\r\n") + 4;
        while (at >= 4 && text.contains("chunked")) {
            int line = text.indexOf("\r\n", at);
            if (line < 0) {
                break;
            }
            int size = Integer.parseInt(text.substring(at, line), 16);
            int from = line + 2;
            if (size == 0 || from + size > text.length()) {
                break;
            }
            chunks.add(text.substring(from, from + size).getBytes(StandardCharsets.ISO_8859_1));
            at = from + size + 2;
        }
        return chunks;
    }
}
