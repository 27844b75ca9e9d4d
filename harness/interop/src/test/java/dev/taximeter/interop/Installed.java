package dev.taximeter.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Programs of other people, installed once under {@code target/peers} by the package managers of their languages, with
 * their versions pinned. Empty where such a manager or its registry is missing: then the tests that need them are skipped, and
 * say so.
 */
final class Installed {
    static final String OPENAI_PYTHON = "3.57.0";
    static final String ANTHROPIC_PYTHON = "2.13.0";
    static final String LLM_KATAN = "0.22.0";
    static final String CYLLAMA = "0.2.18";
    static final String OPENAI_NODE = "6.49.0";
    static final String ANTHROPIC_NODE = "1.13.0";
    static final String AIMOCK = "1.43.0";

    private static final Path HOME = Path.of("target", "peers").toAbsolutePath();
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(6);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Optional<Path> PYTHON = python();
    private static final Optional<Path> NODE = node();

    private Installed() {}

    /** The folder with the Python of an environment that has the packages. */
    static Optional<Path> pythonPrograms() {
        return PYTHON;
    }

    /** The folder in which Node finds the packages. */
    static Optional<Path> nodePackages() {
        return NODE;
    }

    private static Optional<Path> python() {
        Path home = HOME.resolve("python");
        Path programs = home.resolve("bin");
        boolean there = done(home)
                || (succeeds(HOME, "python3", "-m", "venv", home.toString())
                        && succeeds(
                                HOME,
                                programs.resolve("pip").toString(),
                                "install",
                                "--quiet",
                                "openai==" + OPENAI_PYTHON,
                                "anthropic==" + ANTHROPIC_PYTHON,
                                "llm-katan==" + LLM_KATAN,
                                "cyllama==" + CYLLAMA)
                        && mark(home));
        return there ? Optional.of(programs) : Optional.empty();
    }

    private static Optional<Path> node() {
        Path home = HOME.resolve("node");
        boolean there = done(home)
                || (succeeds(
                                HOME,
                                "npm",
                                "install",
                                "--silent",
                                "--no-audit",
                                "--no-fund",
                                "--ignore-scripts",
                                "--prefix",
                                home.toString(),
                                "openai@" + OPENAI_NODE,
                                "@anthropic-ai/sdk@" + ANTHROPIC_NODE,
                                "@copilotkit/aimock@" + AIMOCK)
                        && mark(home));
        return there ? Optional.of(home) : Optional.empty();
    }

    private static boolean done(Path home) {
        return Files.exists(home.resolve("installed"));
    }

    private static boolean mark(Path home) {
        try {
            Files.createFile(home.resolve("installed"));
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a command exists, ends in time and ends well. */
    private static boolean succeeds(Path folder, String... command) {
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("install.log").toFile()))
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(INSTALL_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A file of the tests' resources, in a folder where it can be run. */
    static Path script(String name) throws IOException {
        Path folder = Files.createDirectories(HOME.resolve("scripts"));
        Path file = folder.resolve(name);
        try (InputStream in = Installed.class.getResourceAsStream("/peers/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no such script: " + name);
            }
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** What a program printed. */
    static String output(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new AssertionError("%s ended with %d:%n%s".formatted(command, exit, output));
        }
        return output;
    }

    /** A server that others wrote, on a free port of loopback, ended with the test. */
    static final class Server implements AutoCloseable {
        private final Process process;
        private final int port;
        private final Path log;

        private Server(Process process, int port, Path log) {
            this.process = process;
            this.port = port;
            this.log = log;
        }

        /** @param command in which {@code {port}} stands for the port */
        static Server start(String name, List<String> command) throws IOException, InterruptedException {
            int port = freePort();
            Path log = Files.createDirectories(HOME.resolve("logs")).resolve(name + ".log");
            List<String> real = new ArrayList<>();
            command.forEach(word -> real.add(word.replace("{port}", String.valueOf(port))));
            Process process = new ProcessBuilder(real)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Server server = new Server(process, port, log);
            server.awaitListening();
            return server;
        }

        int port() {
            return port;
        }

        /** Looks until somebody listens: a foreign program has no other way to say that it is ready. */
        private void awaitListening() throws IOException, InterruptedException {
            long deadline = System.nanoTime() + START_LIMIT.toNanos();
            while (System.nanoTime() < deadline && process.isAlive()) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
                    return;
                } catch (IOException e) {
                    process.waitFor(100, TimeUnit.MILLISECONDS);
                }
            }
            close();
            throw new AssertionError("nobody listens: " + Files.readString(log));
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            }
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
