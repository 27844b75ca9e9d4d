package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.cli.DialectFeature.Proof;
import dev.taximeter.model.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/dialects.md}: every promise about every dialect, and the test that proves it. Made here. */
final class DialectTableTest {
    private static final Path DOCUMENT = Repository.root().resolve("docs/dialects.md");

    @Test
    void noDialectLacksAProof() {
        List<String> holes = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            Map<DialectFeature, Proof> proofs = DialectProofs.of(dialect);
            for (DialectFeature feature : DialectFeature.values()) {
                if (!proofs.containsKey(feature)) {
                    holes.add(dialect + " × " + feature + " (" + feature.promise() + ")");
                }
            }
        }
        assertThat(holes).as("without a proof; add them in DialectProofs").isEmpty();
    }

    @Test
    void everyProofIsATestThatExists() throws IOException {
        for (Dialect dialect : Dialect.values()) {
            for (Proof proof : DialectProofs.of(dialect).values()) {
                if (proof instanceof Proof.Test test) {
                    assertThat(Files.readString(source(test)))
                            .as("%s of %s", test.name(), dialect)
                            .contains("void " + method(test) + "(");
                }
            }
        }
    }

    @Test
    void theDocumentIsUpToDate() throws IOException {
        String table = table();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, table);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/dialects.md; -Dgolden.update=true writes it anew")
                .isEqualTo(table);
    }

    private static String table() throws IOException {
        StringBuilder text = new StringBuilder("""
            # Dialects

            What is promised of every wire dialect, and the test that proves it. Made by `DialectTableTest`, which fails \
            when a promise has no proof; a new dialect does not compile without its proofs.
            """);
        for (Dialect dialect : Dialect.values()) {
            text.append("\n## `%s` (%s)\n\n| promise | proof |\n|---|---|\n".formatted(dialect, dialect.vendor()));
            Map<DialectFeature, Proof> proofs = DialectProofs.of(dialect);
            for (DialectFeature feature : DialectFeature.values()) {
                text.append("| %s | %s |\n".formatted(feature.promise(), cell(proofs.get(feature))));
            }
        }
        return text.toString();
    }

    private static String cell(Proof proof) throws IOException {
        return switch (proof) {
            case null -> "**none**";
            case Proof.NotOffered absent -> "– (" + absent.why() + ")";
            case Proof.Test test -> {
                Path source = DOCUMENT.getParent().relativize(source(test));
                String name = source.getFileName().toString().replace(".java", "") + "." + method(test);
                yield "[%s](%s)".formatted(name, source.toString().replace('\\', '/'));
            }
        };
    }

    private static String method(Proof.Test test) {
        return test.name().substring(test.name().lastIndexOf('.') + 1);
    }

    /** The file of a test's class, in whatever module. */
    private static Path source(Proof.Test test) throws IOException {
        String type = test.name().substring(0, test.name().lastIndexOf('.'));
        Path file = Path.of("src", "test", "java").resolve(type.replace('.', '/') + ".java");
        try (Stream<Path> modules = Files.list(Repository.root().resolve("harness"))) {
            return modules.map(module -> module.resolve(file))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no such test: " + test.name()));
        }
    }
}
