package dev.taximeter.interop;

import dev.taximeter.emulator.Emulator;
import dev.taximeter.emulator.EmulatorConfig;
import dev.taximeter.emulator.Mount;
import dev.taximeter.scenario.ProfileLoader;
import dev.taximeter.scenario.ScenarioException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One emulated vendor in this process, for a client that others wrote. */
final class EmulatedVendor implements AutoCloseable {
    /** What it answers everything with. */
    static final String REPLY = "The taxi is on its way, señor 🚕.";

    private final Emulator emulator;

    private EmulatedVendor(Emulator emulator) {
        this.emulator = emulator;
    }

    /** Answers at once. */
    static EmulatedVendor answering(String dialect) throws IOException, InterruptedException {
        return start(dialect, "");
    }

    /** Refuses everything with 429. */
    static EmulatedVendor limiting(String dialect) throws IOException, InterruptedException {
        return start(dialect, "errors: { rateLimited: 100% }\n");
    }

    private static EmulatedVendor start(String dialect, String more) throws IOException, InterruptedException {
        Path file = Files.createTempFile("vendor", ".yaml");
        try {
            Files.writeString(file, """
                profile: 1
                dialect: %s
                description: a vendor for foreign clients
                source: "assumption: made up for a test"
                ttft: { constant: 2ms }
                gap: { constant: 1ms }
                accuracy: 100%%
                framesPerBurst: %d
                reply: "%s"
                %s\
                """.formatted(dialect, framesPerBurst(dialect), REPLY, more));
            Mount mount = new Mount("vendor", ProfileLoader.load(file));
            return new EmulatedVendor(Emulator.start(new EmulatorConfig(1, List.of(mount), Map.of(), List.of()), 0));
        } catch (ScenarioException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.delete(file);
        }
    }

    /**
     * One by one, but from Azure, where that would play the asynchronous filter: its annotations without {@code delta}
     * are Azure's, and the vendors' own clients do not all take them.
     */
    private static int framesPerBurst(String dialect) {
        return dialect.startsWith("azure") ? 4 : 1;
    }

    /** Without a slash at its end. */
    URI uri() {
        return emulator.baseUri("vendor");
    }

    @Override
    public void close() {
        emulator.close();
    }
}
