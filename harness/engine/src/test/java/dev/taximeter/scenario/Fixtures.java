package dev.taximeter.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds the files that the tests of this room read. */
final class Fixtures {
    static final Path RESOURCES = Path.of("src/test/resources");
    static final Path BROKEN = RESOURCES.resolve("broken");
    static final Path VALID = RESOURCES.resolve("valid");

    private Fixtures() {}

    /** YAML files directly in a folder, sorted; none when there is no such folder. */
    static List<Path> yamlIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The repository's {@code scenarios} folder, which holds the schemas. */
    static Path shipped() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("scenarios/scenario.schema.json"))) {
                return at.resolve("scenarios");
            }
        }
        throw new AssertionError(
                "no scenarios/scenario.schema.json above " + Path.of("").toAbsolutePath());
    }
}
