package dev.taximeter.emulator;

import dev.taximeter.model.Delay;
import dev.taximeter.model.JsonFaults;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Plays a few requests behind the scenes, so that the first one that counts does not pay for loading and compiling
 * classes: without it, the first answers of a process are hundreds of milliseconds late. It has a seed, requests and
 * stamps of its own and leaves no trace in the emulator that follows.
 */
final class Rehearsal {
    private static final int REQUESTS = 64;

    private Rehearsal() {}

    /** Takes some hundred milliseconds. */
    static void play(EmulatorConfig config) throws IOException, InterruptedException {
        List<Mount> mounts = config.mounts().stream()
                .map(mount -> new Mount(mount.name(), withoutDelay(mount.profile())))
                .toList();
        Tokens tokens = new Tokens();
        Seed seed = new Seed(config.seed());
        try (Emulator emulator =
                Emulator.start(new EmulatorConfig(config.seed(), mounts, config.answers(), config.labels()), 0)) {
            for (int i = 0; i < REQUESTS; i++) {
                Mount mount = mounts.get(i % mounts.size());
                Wire wire = Wire.of(mount.profile().dialect(), null, tokens, seed);
                call(emulator.port(), "/" + mount.name() + "/" + wire.samplePath(), wire.sampleBody(i % 8 != 0));
            }
        }
    }

    private static void call(int port, String path, String ask) throws IOException {
        byte[] body = ask.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Authorization: Bearer rehearsal\r\nx-api-key: rehearsal\r\nanthropic-version: 2023-06-01\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getInputStream().readAllBytes();
        }
    }

    private static Profile withoutDelay(Profile profile) {
        Delay none = new Delay.Constant(0);
        Serving.Gateway gateway = profile.serving().gateway() == null ? null : new Serving.Gateway(none);
        return profile.withDelays(none, none)
                .withServing(Serving.PLAIN.behind(gateway))
                .withFaults(Map.of(), JsonFaults.NONE);
    }
}
