package dev.taximeter.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Redis of our own, on this machine only, that keeps nothing on disk. */
final class RedisServer implements AutoCloseable {
    /** What to do where there is none. */
    static final String INSTALL = "there is no redis-server on the PATH; install it, e.g. by harness/redis";

    private static final String PROGRAM = "redis-server";
    private static final int TRIES = 10;
    private static final long CLOSE_SECONDS = 3;

    private final Process process;
    private final int port;
    private final Thread hook;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
        this.hook = new Thread(process::destroyForcibly, "redis");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Where the program is; empty when it is not on the PATH. */
    static Optional<Path> program(@Nullable String path) {
        return path == null
                ? Optional.empty()
                : Stream.of(path.split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, PROGRAM))
                        .filter(Files::isExecutable)
                        .findFirst();
    }

    /**
     * Starts it on a free port and waits until it serves.
     *
     * @throws IOException when it does not start; says what it printed
     */
    static RedisServer start(Path program) throws IOException {
        String said = "";
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 60_000);
            Process process = new ProcessBuilder(
                            program.toString(),
                            "--port",
                            String.valueOf(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no",
                            "--daemonize",
                            "no")
                    .redirectErrorStream(true)
                    .start();
            StringBuilder lines = new StringBuilder();
            if (ready(process, lines)) {
                return new RedisServer(process, port);
            }
            process.destroyForcibly();
            said = lines.toString().strip();
        }
        throw new IOException("redis-server did not start; it said: " + said);
    }

    private static boolean ready(Process process, StringBuilder lines) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("Ready to accept connections")) {
                Thread.ofPlatform().daemon().start(() -> drain(output));
                return true;
            }
            lines.append(line).append('\n');
        }
        return false;
    }

    /** So that it never waits for us to read what it says. */
    private static void drain(BufferedReader output) {
        try (output) {
            while (output.readLine() != null) {
                // it says nothing that matters while it runs
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    /** {@code redis://127.0.0.1:PORT}. */
    URI address() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** For its use of the processor. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException alreadyEnding) {
            // Ctrl-C: the hook finds it gone.
        }
    }
}
