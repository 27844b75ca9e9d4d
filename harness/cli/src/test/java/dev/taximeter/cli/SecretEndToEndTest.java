package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key in the environment is used, and then found nowhere: not in files, not in what is printed. */
final class SecretEndToEndTest {
    private static final String CANARY = "sk-canary-7f3a9c21d4e85b60";

    @TempDir
    private Path folder;

    @Test
    void aKeyThatTheServerEchoesAppearsInNoByteOfAnyOutput() throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        Files.writeString(folder.resolve("prompts.txt"), "hello\n");
        try (EchoingServer server = new EchoingServer()) {
            Path scenario = Files.writeString(folder.resolve("echo.yaml"), """
                taximeter: 1
                arms:
                  echo: { provider: openai, model: gpt-4o-mini, key: CANARY_KEY, endpoint: "http://127.0.0.1:%d/v1" }
                workload: { task: chat, prompts: prompts.txt }
                load: { open: { rate: 50/s }, measure: 10 requests }
                """.formatted(server.port()));
            for (List<String> args : List.of(
                    List.of("run", scenario.toString(), "--out", runs.toString(), "--store-bodies"),
                    List.of("doctor", scenario.toString()),
                    List.of("plan", scenario.toString()))) {
                try (TaximeterProcess process =
                        TaximeterProcess.start(folder, Map.of("CANARY_KEY", CANARY), args.toArray(String[]::new))) {
                    process.exitCode();
                    assertThat(process.output()).doesNotContain(CANARY).doesNotContain(CANARY.substring(4));
                }
            }
            assertThat(server.requests())
                    .hasSize(10)
                    .allSatisfy(request -> assertThat(request).contains("Bearer " + CANARY));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .hasSizeGreaterThan(8)
                    .allSatisfy(file -> assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("canary-7f3a9c21d4e85b60"));
        }
    }

    @Test
    void keysThatCannotBeUsedAreAllNamedBeforeAnythingIsWritten() throws Exception {
        Path runs = folder.resolve("runs");
        Files.writeString(folder.resolve("prompts.txt"), "hello\n");
        Path scenario = Files.writeString(folder.resolve("keys.yaml"), """
            taximeter: 1
            arms:
              a: { provider: openai, model: gpt-4o-mini, key: BLANK_KEY }
              b: { provider: openai, model: gpt-4o-mini, key: BROKEN_KEY }
              c: { provider: openai, model: gpt-4o-mini, key: MISSING_KEY }
            workload: { task: chat, prompts: prompts.txt }
            load: { open: { rate: 50/s }, measure: 10 requests }
            """);
        try (TaximeterProcess process = TaximeterProcess.start(
                folder,
                Map.of("BLANK_KEY", " ", "BROKEN_KEY", "two words"),
                "run",
                scenario.toString(),
                "--out",
                runs.toString())) {
            assertThat(process.exitCode()).as(process.output()).isEqualTo(ExitCodes.USAGE);
            assertThat(process.output())
                    .contains("BLANK_KEY", "BROKEN_KEY", "MISSING_KEY")
                    .doesNotContain("two words");
        }
        assertThat(runs).doesNotExist();
    }

    /** Answers every request with 401 and the key that it was sent. */
    private static final class EchoingServer implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> requests = new ArrayList<>();

        EchoingServer() throws IOException {
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        List<String> requests() {
            synchronized (requests) {
                return List.copyOf(requests);
            }
        }

        private void serve() {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    Thread.ofVirtual().start(() -> answer(client));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void answer(Socket client) {
            try (client) {
                String head = head(client.getInputStream());
                if (head.startsWith("POST")) {
                    synchronized (requests) {
                        requests.add(head);
                    }
                }
                String body = """
                    {"error":{"message":"Incorrect API key provided: %s","type":"invalid_request_error",\
                    "param":null,"code":"invalid_api_key"}}\
                    """.formatted(CANARY);
                client.getOutputStream()
                        .write(("HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nX-Request-Id: "
                                        + CANARY + "\r\nConnection: close\r\nContent-Length: "
                                        + body.length() + "\r\n\r\n" + body)
                                .getBytes(StandardCharsets.UTF_8));
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
            } catch (IOException gone) {
                // The client hung up; it has its answer.
            }
        }

        private static String head(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            int next = in.read();
            while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
                head.append((char) next);
                if (head.indexOf("\r\n\r\n") < 0) {
                    next = in.read();
                }
            }
            return head.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
