package dev.taximeter.scenario;

import dev.taximeter.model.Instructions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code instructions}: a text, or the file of a version, such as {@code prompts/order-v2.txt}. */
final class InstructionsKey {
    private static final int MOST_CHARS = 100_000;
    private static final int MOST_BYTES = 4 * MOST_CHARS;
    private static final Kind<String> TEXT = Kinds.text("a text, or a file such as prompts/order-v2.txt", MOST_CHARS);
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9._/-]+\\.(txt|md)");

    private final SourceFile source;

    InstructionsKey(SourceFile source) {
        this.source = source;
    }

    /** Null when there is none, and when a problem was reported. */
    @Nullable
    Instructions read(YamlMap map) throws IOException {
        String text = map.optional("instructions", TEXT);
        if (text == null) {
            return null;
        }
        return FILE.matcher(text.strip()).matches() ? version(map) : Instructions.inline(text);
    }

    private @Nullable Instructions version(YamlMap map) throws IOException {
        Path file = map.optional("instructions", InputPaths.inside(source.folder(), "prompts/order-v2.txt"));
        SourceFile version =
                file == null ? null : SourceFile.read(file, MOST_BYTES, Limits.YAML_PROBLEMS, source.problems());
        if (file == null || version == null) {
            return null;
        }
        if (version.text().isBlank()) {
            version.report(1, 1, "the file is blank", "a system prompt", null);
        }
        return new Instructions(ScenarioLoader.nameOf(file), version.text().strip());
    }
}
