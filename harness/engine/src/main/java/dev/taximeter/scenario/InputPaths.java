package dev.taximeter.scenario;

import dev.taximeter.scenario.Kind.Misfit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Paths that a scenario names. They stay inside the scenario's folder, so that a scenario cannot read or send what it should not. */
final class InputPaths {
    private static final int MOST_SIBLINGS = 1_000;

    private InputPaths() {}

    /** A readable file in this folder or below it, also once symbolic links are followed. */
    static Kind<Path> inside(Path folder, String example) {
        String expected = "a file in the scenario's folder or below, such as " + example;
        return new Kind<>(expected, scalar -> {
            Path path = resolve(folder, scalar.getValue());
            if (!Files.isRegularFile(path)) {
                throw Files.exists(path)
                        ? new Misfit("it is not a file")
                        : new Misfit("there is no such file", nearest(folder, path));
            }
            if (!Files.isReadable(path)) {
                throw new Misfit("it may not be read");
            }
            try {
                if (!path.toRealPath().startsWith(folder.toRealPath())) {
                    throw new Misfit("it leads out of the scenario's folder");
                }
            } catch (IOException e) {
                throw new Misfit("it cannot be read");
            }
            return path;
        });
    }

    /** A scenario that a suite names; it may lie anywhere. */
    static Kind<Path> scenario(Path folder) {
        return new Kind<>("a scenario file such as ../quickstart.yaml", scalar -> {
            Path path = anywhere(folder, scalar.getValue());
            if (!Files.isRegularFile(path)) {
                throw new Misfit("there is no such file", nearest(folder, path));
            }
            return path;
        });
    }

    /**
     * An encoder: the name of the built-in one, or a path, which may lead out of the folder. Encoders and models are large
     * and shared; what they hold is only computed with, never shown or sent.
     */
    static Kind<String> encoder(Path folder, String builtIn) {
        String expected = builtIn + ", or the path of a folder, a .jar or an .onnx file with an encoder";
        return new Kind<>(expected, scalar -> {
            if (scalar.getValue().equals(builtIn)) {
                return builtIn;
            }
            Path path = anywhere(folder, scalar.getValue());
            if (!Files.exists(path)) {
                throw new Misfit("it is unknown, and no path", DidYouMean.of(scalar.getValue(), List.of(builtIn)));
            }
            return path.toString();
        });
    }

    /** The folder of a model that was saved; it may lie outside. */
    static Kind<String> savedModel(Path folder) {
        return new Kind<>("the folder of a model that taximeter nlu train saved", scalar -> {
            Path path = anywhere(folder, scalar.getValue());
            if (!Files.isRegularFile(path.resolve("model.json"))) {
                throw new Misfit(
                        Files.isDirectory(path) ? "there is no model in it" : "there is no such folder",
                        nearest(folder, path));
            }
            return path.toString();
        });
    }

    private static Path anywhere(Path folder, String text) throws Misfit {
        try {
            return folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new Misfit("it is not a path");
        }
    }

    private static Path resolve(Path folder, String text) throws Misfit {
        try {
            Path relative = Path.of(text);
            if (text.isBlank()) {
                throw new Misfit("it is blank");
            }
            if (relative.isAbsolute()) {
                throw new Misfit("it is absolute");
            }
            Path normal = relative.normalize();
            if (normal.startsWith("..")) {
                throw new Misfit("it leads out of the scenario's folder");
            }
            return folder.resolve(normal);
        } catch (InvalidPathException e) {
            throw new Misfit("it is not a path");
        }
    }

    private static @Nullable String nearest(Path folder, Path missing) {
        Path parent = missing.getParent();
        Path name = missing.getFileName();
        if (parent == null || name == null || !Files.isDirectory(parent)) {
            return null;
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            List<String> names = siblings.limit(MOST_SIBLINGS)
                    .map(sibling -> String.valueOf(sibling.getFileName()))
                    .sorted()
                    .toList();
            String near = DidYouMean.of(name.toString(), names);
            return near == null ? null : folder.relativize(parent.resolve(near)).toString();
        } catch (IOException e) {
            return null; // only a hint is lost
        }
    }
}
