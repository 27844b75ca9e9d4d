package dev.taximeter.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests run in. */
final class Repository {
    private Repository() {}

    /** Its top folder: the one that holds the launcher. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("taximeter")) || !Files.isDirectory(folder.resolve("scenarios"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
