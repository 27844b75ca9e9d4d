package dev.taximeter.emulator;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Profile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
        try (Emulator emulator =
                Emulator.start(new EmulatorConfig(config.seed(), mounts, config.answers(), config.labels()), 0)) {
            for (int i = 0; i < REQUESTS; i++) {
                Mount mount = mounts.get(i % mounts.size());
                call(emulator.baseUri(mount.name()), path(mount.profile().dialect()), i % 8 != 0);
            }
        }
    }

    private static void call(URI base, String path, boolean stream) throws IOException {
        String ask = """
            {"model":"m","max_tokens":8,"stream":%s,"stream_options":{"include_usage":true},\
            "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello?"}]}\
            """.formatted(stream);
        byte[] body = ask.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + base.getPath() + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Authorization: Bearer rehearsal\r\nx-api-key: rehearsal\r\nanthropic-version: 2023-06-01\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n";
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getInputStream().readAllBytes();
        }
    }

    private static String path(Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> "/chat/completions";
            case AZURE_DEPLOYMENT, AZURE_V1 -> "/openai/v1/chat/completions";
            case ANTHROPIC_MESSAGES -> "/v1/messages";
        };
    }

    private static Profile withoutDelay(Profile profile) {
        Delay none = new Delay.Constant(0);
        return new Profile(
                profile.name(),
                profile.dialect(),
                profile.description(),
                profile.source(),
                none,
                none,
                profile.tokensPerFrame(),
                profile.framesPerBurst(),
                0,
                null,
                0,
                0,
                profile.accuracyRatio(),
                profile.reply());
    }
}
