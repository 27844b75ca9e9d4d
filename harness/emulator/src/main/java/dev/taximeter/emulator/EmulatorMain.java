package dev.taximeter.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The emulator as a process of its own: {@code EmulatorMain [port [config file]]}.
 *
 * <p>Without a file the first line of standard input is the config. Prints {@code READY <port>}, then serves until
 * standard input ends; so it ends with its parent, however that ends. Exit codes: 0 ended, 2 wrong use.
 */
public final class EmulatorMain {
    private EmulatorMain() {}

    /** @param args see above */
    public static void main(String[] args) throws InterruptedException {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
            String json = args.length > 1 ? Files.readString(Path.of(args[1])) : input.readLine();
            serve(EmulatorConfig.fromJson(json == null ? "" : json), port, input);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("emulator: " + e.getMessage());
            System.exit(2);
        }
        System.exit(0);
    }

    private static void serve(EmulatorConfig config, int port, BufferedReader input)
            throws IOException, InterruptedException {
        Rehearsal.play(config);
        try (Emulator emulator = Emulator.start(config, port)) {
            System.gc(); // now, while nobody waits: the tokenizer's tables make the first collection a long one
            System.out.println(ChildJvm.READY + emulator.port());
            System.out.flush();
            long _ = input.transferTo(Writer.nullWriter()); // only its end is waited for
        }
    }
}
