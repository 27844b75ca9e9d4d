package dev.taximeter.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each broken file has a golden text beside it; {@code -Dgolden.update=true} writes them anew. */
class BrokenScenarioTest {
    static List<Path> brokenFiles() {
        return Fixtures.yamlIn(Fixtures.BROKEN);
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void aBrokenFileIsExplained(Path file) throws IOException {
        ScenarioException e = load(file);
        String found = e.forTerminal().replace(Fixtures.BROKEN + "/", "") + "\n";
        Path golden = Path.of(file.toString().replace(".yaml", ".expected.txt"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, found);
        }
        assertThat(found).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void everyProblemHasAPlaceInAFile(Path file) throws IOException {
        for (Problem problem : load(file).problems()) {
            List<String> lines =
                    Files.readAllLines(Path.of(problem.file()), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(problem.line()).isBetween(1, Math.max(1, lines.size()));
            assertThat(problem.column())
                    .isBetween(1, lines.get(problem.line() - 1).length() + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("brokenFiles")
    void noMessageRepeatsASecret(Path file) throws IOException {
        ScenarioException e = load(file);
        assertThat(e.forTerminal() + e.getMessage() + e.problems()).doesNotContainIgnoringCase("canary");
    }

    @Test
    void thereAreAtLeastTwentyBrokenFiles() {
        assertThat(brokenFiles()).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void aMissingFileIsAProblemAndNoCrash() throws IOException {
        assertThat(load(Fixtures.BROKEN.resolve("not-there.yaml"))).hasMessageContaining("there is no such file");
        assertThat(load(Fixtures.BROKEN)).hasMessageContaining("this is not a file");
    }

    private static ScenarioException load(Path file) {
        ScenarioException e =
                catchThrowableOfType(ScenarioException.class, () -> ScenarioLoader.load(file, LoadOptions.NONE));
        assertThat(e).as("problems of %s", file).isNotNull();
        return e;
    }
}
