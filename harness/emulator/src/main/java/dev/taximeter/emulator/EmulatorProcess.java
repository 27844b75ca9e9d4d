package dev.taximeter.emulator;

import dev.taximeter.model.TruthStamp;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * An emulator in a JVM of its own, seen from the harness: started, asked for the truth, stopped. Close it; should the
 * harness die first, it ends by itself. Thread-safe.
 */
public final class EmulatorProcess implements AutoCloseable {
    /**
     * What suits a short-lived process that must answer on time: quick compilation, and a young generation so large
     * that it is hardly ever collected.
     */
    public static final List<String> DEFAULT_JVM_ARGUMENTS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms320m",
            "-Xmn192m",
            "-Xmx768m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    /** All that is passed on: the emulator needs no variable, and least of all the keys among them. */
    private static final Set<String> ENVIRONMENT = Set.of("LD_LIBRARY_PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR");

    private static final Duration TRUTH_LIMIT = Duration.ofSeconds(30);
    private static final long CLOSE_SECONDS = 3;

    private final EmulatorConfig config;
    private final Process process;
    private final BufferedWriter input;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    private EmulatorProcess(EmulatorConfig config, Process process, BufferedWriter input, int port) {
        this.config = config;
        this.process = process;
        this.input = input;
        this.port = port;
    }

    /**
     * Starts the running JVM's {@code java} on the running class path and waits until it serves.
     *
     * @param jvmArguments e.g. {@link #DEFAULT_JVM_ARGUMENTS}
     * @param limit how long it may take
     * @throws IOException if it does not start, ends early or takes too long; says what it printed
     * @throws InterruptedException when interrupted meanwhile; the process is ended
     */
    public static EmulatorProcess start(EmulatorConfig config, List<String> jvmArguments, Duration limit)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(jvmArguments));
        builder.environment().keySet().retainAll(ENVIRONMENT);
        Process process = builder.start();
        LastLines errors = LastLines.of(process.errorReader(StandardCharsets.UTF_8));
        boolean ready = false;
        try {
            BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8);
            send(config, input);
            int port = awaitReady(process, errors, limit);
            ready = true;
            return new EmulatorProcess(config, process, input, port);
        } finally {
            if (!ready) {
                process.destroyForcibly();
            }
        }
    }

    /**
     * What the arm takes for the vendor's endpoint; see {@link Mount#baseUri}.
     *
     * @throws IllegalArgumentException if no mount has this name
     */
    public URI baseUri(String arm) {
        return config.mount(arm).baseUri(port);
    }

    /** For its use of the processor. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * The stamps of all answers that ended, in that order.
     *
     * @throws IOException if it does not answer, e.g. because it is gone
     */
    public List<TruthStamp> truth() throws IOException, InterruptedException {
        try (Stream<String> lines = get(Desk.TRUTH, HttpResponse.BodyHandlers.ofLines())) {
            return lines.map(Json::stamp).toList();
        }
    }

    /**
     * What a client must trust to speak TLS with it: a certificate in PEM, made for this process alone.
     *
     * @throws IOException if it does not answer, e.g. because it is gone
     */
    public String certificatePem() throws IOException, InterruptedException {
        return get(Desk.CERTIFICATE, HttpResponse.BodyHandlers.ofString());
    }

    private <T> T get(String path, HttpResponse.BodyHandler<T> handler) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path))
                .timeout(TRUTH_LIMIT)
                .build();
        try {
            return client.send(request, handler).body();
        } catch (IOException e) {
            throw new IOException("the emulator does not answer (" + state() + "): " + e, e);
        }
    }

    /** Ends it, by force if it does not end within some seconds. Safe to call twice. */
    @Override
    public void close() {
        client.shutdownNow();
        try {
            input.close();
        } catch (IOException e) {
            process.destroy(); // it has hung up on us; the end of its input would not reach it
        }
        try {
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String state() {
        return process.isAlive() ? "it is running" : "it has ended with exit code " + process.exitValue();
    }

    private static List<String> command(List<String> jvmArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(EmulatorMain.class.getName());
        return command;
    }

    private static void send(EmulatorConfig config, BufferedWriter input) {
        try {
            input.write(config.toJson());
            input.newLine();
            input.flush();
        } catch (IOException e) {
            // It ended before it read; that it is not ready, and why, is found next.
        }
    }

    private static int awaitReady(Process process, LastLines errors, Duration limit)
            throws IOException, InterruptedException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        CompletableFuture<String> firstLine = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                String line = output.readLine();
                firstLine.complete(line == null ? "" : line);
            } catch (IOException e) {
                firstLine.completeExceptionally(e);
            }
        });
        try {
            String line = firstLine.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (line.startsWith(EmulatorMain.READY)) {
                return Integer.parseInt(line.substring(EmulatorMain.READY.length()));
            }
            throw new IOException("the emulator did not start; it said: " + errors.awaitText());
        } catch (ExecutionException e) {
            throw new IOException("the emulator did not start: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("the emulator was not ready within " + limit.toMillis() + " ms", e);
        }
    }
}
