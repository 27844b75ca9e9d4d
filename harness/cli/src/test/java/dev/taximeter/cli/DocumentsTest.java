package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents promise is there. */
final class DocumentsTest {
    private static final Pattern NAMED_TEST = Pattern.compile("([A-Z]\\w+Test)\\.(\\w+)");
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

    @Test
    void everyTestThatTheEmulatorsTableNamesExists() throws IOException {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> files = Files.walk(Repository.root().resolve("harness"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        List<MatchResult> named = NAMED_TEST
                .matcher(Files.readString(Repository.root().resolve("docs/emulator.md")))
                .results()
                .toList();
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(test -> assertThat(tests.getOrDefault(test.group(1), ""))
                        .as(test.group())
                        .contains(" void " + test.group(2) + "("));
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
