package dev.taximeter.emulator;

import dev.taximeter.model.TruthStamp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * An emulator in a JVM of its own, seen from the harness: started, asked for the truth, stopped. Close it; should the
 * harness die first, it ends by itself. Thread-safe.
 */
public final class EmulatorProcess implements AutoCloseable {
    private static final Duration TRUTH_LIMIT = Duration.ofSeconds(30);

    private final EmulatorConfig config;
    private final ChildJvm process;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    private EmulatorProcess(EmulatorConfig config, ChildJvm process) {
        this.config = config;
        this.process = process;
        this.port = Integer.parseInt(process.said());
    }

    /**
     * Starts the running JVM's {@code java} on the running class path and waits until it serves.
     *
     * @param jvmArguments e.g. {@link ChildJvm#DEFAULT_JVM_ARGUMENTS}
     * @param limit how long it may take
     * @throws IOException if it does not start, ends early or takes too long; says what it printed
     * @throws InterruptedException when interrupted meanwhile; the process is ended
     */
    public static EmulatorProcess start(EmulatorConfig config, List<String> jvmArguments, Duration limit)
            throws IOException, InterruptedException {
        ChildJvm.Launch launch = new ChildJvm.Launch(
                "the emulator", jvmArguments, EmulatorMain.class.getName(), List.of(), config.toJson());
        return new EmulatorProcess(config, ChildJvm.start(launch, limit));
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
        return process.handle();
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
            throw new IOException("the emulator does not answer (" + process.state() + "): " + e, e);
        }
    }

    /** Ends it, by force if it does not end within some seconds. Safe to call twice. */
    @Override
    public void close() {
        client.shutdownNow();
        process.close();
    }
}
