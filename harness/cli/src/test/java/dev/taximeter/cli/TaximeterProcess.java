package dev.taximeter.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The tool as a user starts it: a process of its own. */
final class TaximeterProcess implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final Path output;

    private TaximeterProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param folder where its output is kept @param environment added to ours */
    static TaximeterProcess start(Path folder, Map<String, String> environment, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // as the launcher does
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-Dtaximeter.home=" + Repository.root(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.taximeter.cli.Main"));
        command.addAll(List.of(args));
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        return new TaximeterProcess(builder.start(), output);
    }

    /** The only run in a folder of runs. */
    static Path onlyRunIn(Path runs) throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    /** Waits for its end and returns its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running after " + LIMIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Everything that it printed so far, stdout and stderr. */
    String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** What Ctrl-C sends. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** What nobody can catch. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
