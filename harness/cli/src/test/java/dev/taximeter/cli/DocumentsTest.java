package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents promise is there. */
final class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    @Test
    void everyFaultOfTheEmulatorIsListedWithItsProof() throws IOException {
        String table = Files.readString(Repository.root().resolve("docs/emulator.md"));
        for (InjectedFault fault : InjectedFault.values()) {
            assertThat(table).contains(fault.id() + "`");
        }
    }

    @Test
    void theGlossaryExplainsEveryMetricWithItsFormula() throws IOException {
        String glossary = Files.readString(Repository.root().resolve("docs/glossary.md"));
        for (Metric metric : Metric.values()) {
            assertThat(glossary).contains("`" + metric.id() + "`").contains(metric.formula());
        }
    }

    @Test
    void theGlossaryExplainsEveryOutcome() throws IOException {
        String glossary = Files.readString(Repository.root().resolve("docs/glossary.md"));
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            assertThat(glossary).contains(kind.label());
        }
    }

    @Test
    void everyLinkInADocumentLeadsToAFile() throws IOException {
        for (Path document : documents()) {
            List<String> targets = LINK.matcher(Files.readString(document))
                    .results()
                    .map((MatchResult link) -> link.group(1))
                    .toList();
            assertThat(targets)
                    .as("links of %s", document)
                    .allSatisfy(target ->
                            assertThat(document.resolveSibling(target)).exists());
        }
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(Repository.root())) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/")
                            && !file.toString().contains("/runs/"))
                    .toList();
        }
    }
}
