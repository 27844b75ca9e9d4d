package dev.taximeter.emulator;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.TruthStamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How well a bare client's TTFT agrees with the stamps. It asserts nothing, since a busy machine would fail it: run it
 * by hand, with {@code -Demulator.timing=true -Dtest=TimingByHandTest}, and read.
 */
@EnabledIfSystemProperty(named = "emulator.timing", matches = "true")
final class TimingByHandTest {
    private static final int REQUESTS = 2_400;
    private static final double PER_SECOND = 160;

    /** The last two compare clocks of two processes, which works where they share one, as on Linux. */
    private static final List<String> METRICS = List.of(
            "TTFT, measured - true",
            "end to end, measured - true",
            "request sent to received",
            "last byte handed over to read");

    private final NanoClock clock = NanoClock.system();
    private final BlockingDeque<Socket> idle = new LinkedBlockingDeque<>();
    private final Map<String, long[]> measured = new ConcurrentHashMap<>();

    @Test
    void printsHowFarABareClientIsFromTheTruth() throws Exception {
        Delay ttft = new Delay.Lognormal(100_000_000, 300_000_000, 0.5, 2_000_000_000);
        Delay gap = new Delay.Lognormal(5_000_000, 30_000_000, 0.3, 200_000_000);
        Mount mount = new Mount("openai", Profiles.of(Dialect.OPENAI_CHAT, ttft, gap, 1, 1));
        try (EmulatorProcess emulator =
                EmulatorProcess.start(Profiles.config(mount), jvmArguments(), Duration.ofSeconds(30))) {
            URI base = emulator.baseUri("openai");
            long start = clock.nanos();
            Thread[] players = new Thread[REQUESTS];
            for (int i = 0; i < REQUESTS; i++) {
                clock.sleepUntil(start + Math.round(i / PER_SECOND * 1e9));
                players[i] = Thread.ofVirtual().start(() -> call(base));
            }
            for (Thread player : players) {
                player.join();
            }
            report("all", emulator, 0);
            report("after the first 160", emulator, 160);
            System.out.printf(
                    Locale.ROOT,
                    "emulator CPU: %s%n",
                    emulator.handle().info().totalCpuDuration().orElseThrow());
        }
    }

    /** The usual ones and, to look closer, those of {@code -Demulator.jvm="…"}. */
    private static List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>(ChildJvm.DEFAULT_JVM_ARGUMENTS);
        arguments.addAll(
                Arrays.asList(System.getProperty("emulator.jvm", "-Xshare:auto").split(" ", -1)));
        return arguments;
    }

    private void report(String title, EmulatorProcess emulator, int skipped) throws Exception {
        Map<String, TruthStamp> truth =
                emulator.truth().stream().collect(Collectors.toMap(TruthStamp::requestId, stamp -> stamp));
        double[][] errors = measured.entrySet().stream()
                .filter(entry -> entry.getValue()[2] >= skipped)
                .map(entry -> {
                    TruthStamp stamp = truth.get(entry.getKey());
                    return new double[] {
                        (entry.getValue()[0] - (stamp.frameNanos().firstNanos() - stamp.receivedNanos())) / 1e6,
                        (entry.getValue()[1] - (stamp.doneNanos() - stamp.receivedNanos())) / 1e6,
                        (stamp.receivedNanos() - entry.getValue()[3]) / 1e6,
                        (entry.getValue()[4] - stamp.doneNanos()) / 1e6
                    };
                })
                .toArray(double[][]::new);
        for (int metric = 0; metric < METRICS.size(); metric++) {
            int column = metric;
            double[] sorted = Arrays.stream(errors)
                    .mapToDouble(row -> row[column])
                    .sorted()
                    .toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s, n %d, ms: min %.3f p50 %.3f p90 %.3f p99 %.3f max %.3f%n",
                    title,
                    METRICS.get(metric),
                    sorted.length,
                    sorted[0],
                    sorted[sorted.length / 2],
                    sorted[sorted.length * 90 / 100],
                    sorted[sorted.length * 99 / 100],
                    sorted[sorted.length - 1]);
        }
    }

    private void call(URI base) {
        try {
            Socket socket = idle.pollFirst();
            if (socket == null) {
                socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort());
                socket.setTcpNoDelay(true);
            }
            String body = "{\"model\":\"m\",\"stream\":true,\"max_tokens\":4,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"tell me\"}]}";
            String request = "POST " + base.getPath() + "/chat/completions HTTP/1.1\r\nHost: x\r\n"
                    + "Authorization: Bearer x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            long sent = clock.nanos();
            read(socket.getInputStream(), sent);
            idle.addFirst(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(InputStream input, long sent) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        long first = -1;
        while (true) {
            int n = input.read(buffer);
            long now = clock.nanos();
            all.write(buffer, 0, n);
            String text = all.toString(StandardCharsets.UTF_8);
            if (first < 0 && text.contains("\"delta\":{\"content\":\"")) {
                first = now;
            }
            if (text.endsWith("0\r\n\r\n")) {
                String id = text.substring(text.indexOf("req_"), text.indexOf("req_") + 36);
                measured.put(id, new long[] {first - sent, now - sent, measured.size(), sent, now});
                return;
            }
        }
    }
}
