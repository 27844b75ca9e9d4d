package dev.taximeter.emulator;

import dev.taximeter.model.NanoClock;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A Java process on the running class path that serves as long as its standard input is open: it ends with its parent,
 * however that ends. On its first line it says that it is ready. Thread-safe.
 */
public final class ChildJvm implements AutoCloseable {
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

    /** First word of the one line that such a process prints. */
    public static final String READY = "READY ";

    /** All that is passed on: it needs no variable, and least of all the keys among them. */
    private static final Set<String> ENVIRONMENT = Set.of("LD_LIBRARY_PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR");

    private static final long CLOSE_SECONDS = 3;
    private static final int CLOCK_QUESTIONS = 50;

    private final Process process;
    private final BufferedWriter input;
    private final BufferedReader output;
    private final String said;

    private ChildJvm(Process process, BufferedWriter input, BufferedReader output, String said) {
        this.process = process;
        this.input = input;
        this.output = output;
        this.said = said;
    }

    /**
     * What is started.
     *
     * @param name in messages, e.g. {@code the emulator}
     * @param jvmArguments e.g. {@link #DEFAULT_JVM_ARGUMENTS}
     * @param main the class
     * @param arguments of its main method
     * @param firstLine given to its standard input; null for nothing
     */
    public record Launch(
            String name,
            List<String> jvmArguments,
            String main,
            List<String> arguments,
            @Nullable String firstLine) {
        public Launch {
            jvmArguments = List.copyOf(jvmArguments);
            arguments = List.copyOf(arguments);
        }

        private List<String> command() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvmArguments);
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
            command.add(main);
            command.addAll(arguments);
            return command;
        }
    }

    /**
     * Starts the running JVM's {@code java} and waits until it is ready.
     *
     * @param limit how long it may take
     * @throws IOException if it does not start, ends early or takes too long; says what it printed
     * @throws InterruptedException when interrupted meanwhile; the process is ended
     */
    public static ChildJvm start(Launch launch, Duration limit) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(launch.command());
        builder.environment().keySet().retainAll(ENVIRONMENT);
        Process process = builder.start();
        LastLines errors = LastLines.of(process.errorReader(StandardCharsets.UTF_8));
        boolean ready = false;
        try {
            BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8);
            if (launch.firstLine() != null) {
                send(launch.firstLine(), input);
            }
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String said = awaitReady(launch.name(), output, errors, limit);
            ready = true;
            return new ChildJvm(process, input, output, said);
        } finally {
            if (!ready) {
                process.destroyForcibly();
            }
        }
    }

    /** What it said behind {@link #READY}. */
    public String said() {
        return said;
    }

    /**
     * How far its monotonic clock is from ours at most, of a process that answers a line with its time: the quickest of
     * some answers, for its time was read between question and answer. Empty where it is another clock, or does not answer.
     */
    public OptionalLong clockBoundNanos() {
        NanoClock clock = NanoClock.system();
        long quickestNanos = Long.MAX_VALUE;
        try {
            for (int i = 0; i < CLOCK_QUESTIONS; i++) {
                long askedNanos = clock.nanos();
                input.newLine();
                input.flush();
                String told = output.readLine();
                long answeredNanos = clock.nanos();
                long readNanos = told == null ? Long.MIN_VALUE : Long.parseLong(told);
                if (readNanos < askedNanos || readNanos > answeredNanos) {
                    return OptionalLong.empty();
                }
                quickestNanos = Math.min(quickestNanos, answeredNanos - askedNanos);
            }
            return OptionalLong.of(quickestNanos);
        } catch (IOException e) {
            return OptionalLong.empty(); // it has ended, which its arm will show
        }
    }

    /** For its use of the processor. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Whether it runs, in words. */
    public String state() {
        return process.isAlive() ? "it is running" : "it has ended with exit code " + process.exitValue();
    }

    /** Ends it, by force if it does not end within some seconds. Safe to call twice. */
    @Override
    public void close() {
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

    private static void send(String line, BufferedWriter input) {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            // It ended before it read; that it is not ready, and why, is found next.
        }
    }

    private static String awaitReady(String name, BufferedReader output, LastLines errors, Duration limit)
            throws IOException, InterruptedException {
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
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
            throw new IOException(name + " did not start; it said: " + errors.awaitText());
        } catch (ExecutionException e) {
            throw new IOException(name + " did not start: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(name + " was not ready within " + limit.toMillis() + " ms", e);
        }
    }
}
