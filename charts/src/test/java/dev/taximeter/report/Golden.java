package dev.taximeter.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that outputs must equal. {@code -Dgolden.update=true} writes them anew. */
final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private Golden() {}

    static void check(String file, String actual) throws IOException {
        Path path = FOLDER.resolve(file);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(path, actual);
        }
        assertThat(actual).as(file).isEqualTo(Files.readString(path));
    }
}
