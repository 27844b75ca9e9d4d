package dev.taximeter.emulator.pubsub;

import dev.taximeter.emulator.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * The fake as a process of its own, for a {@link ChildJvm}. The first line of standard input is the config. Prints {@code
 * READY <host:port>}, then serves until standard input ends. Exit codes: 0 ended, 2 wrong use.
 */
public final class FakePubSubMain {
    private FakePubSubMain() {}

    /** @param args none */
    public static void main(String[] args) {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String json = input.readLine();
            try (FakePubSub fake = FakePubSub.start(FakePubSubConfig.fromJson(json == null ? "" : json), 0)) {
                System.out.println(ChildJvm.READY + fake.endpoint());
                System.out.flush();
                long _ = input.transferTo(Writer.nullWriter()); // only its end is waited for
            }
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("fake Pub/Sub: " + e.getMessage());
            System.exit(2);
        }
        System.exit(0);
    }
}
