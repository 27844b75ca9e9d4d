package dev.taximeter.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which boot of which machine this is: processes that name the same one read the same monotonic clock. */
public final class BootId {
    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /** 36 characters; null where the platform does not tell. */
    public static @Nullable String current() {
        try {
            String id = Files.readString(LINUX).strip();
            return id.isEmpty() ? null : id;
        } catch (IOException e) {
            return null; // not Linux, or a sandbox that hides it
        }
    }
}
