package dev.taximeter.cli;

import dev.taximeter.emulator.ChildJvm;
import dev.taximeter.model.NanoClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The child's side of a {@link ChildJvm}. */
final class ServedChild {
    private ServedChild() {}

    /**
     * Says that it is ready, answers each line of standard input with the monotonic time, and waits for its end: the parent
     * has ended, however that was.
     */
    static void untilParentEnds(int port) throws IOException {
        System.gc(); // what the start left is collected now, while nobody waits
        System.out.println(ChildJvm.READY + port);
        System.out.flush();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            System.out.println(NanoClock.system().nanos());
            System.out.flush();
        }
    }
}
