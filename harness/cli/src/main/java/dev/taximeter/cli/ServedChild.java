package dev.taximeter.cli;

import dev.taximeter.emulator.ChildJvm;
import java.io.IOException;
import java.io.OutputStream;

/** The child's side of a {@link ChildJvm}. */
final class ServedChild {
    private ServedChild() {}

    /** Says that it is ready, and waits for the end of standard input: the parent has ended, however that was. */
    static void untilParentEnds(int port) throws IOException {
        System.gc(); // what the start left is collected now, while nobody waits
        System.out.println(ChildJvm.READY + port);
        System.out.flush();
        long _ = System.in.transferTo(OutputStream.nullOutputStream());
    }
}
