package dev.taximeter.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String CANARY = "sk-canary0123456789ABCDEFcanary";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-abcdefgh12345678",
                "sk-ant-api03-abcdefgh",
                "Authorization: Bearer abcdefgh12345678",
                "AIzaSyA1234567890abcdefghijklmnopqrstuv",
                "0123456789abcdef0123456789ABCDEF",
                "AKIAIOSFODNN7EXAMPLE",
                "ghp_0123456789abcdefghij0123456789abcdef",
                "https://user:pass@example.com/v1"
            })
    void knownShapesOfSecretsAreSeen(String text) {
        assertThat(Secrets.in(text)).isTrue();
        assertThat(Secrets.redact("x " + text)).contains("(not shown)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENAI_API_KEY",
                "gpt-4o-mini-2024-07-18",
                "Bearer of good news",
                "a task-oriented assistant, risk-averse",
                "https://example.openai.azure.com/openai/v1",
                "https://medium.com/@someone/post",
                "scenarios/profiles/openai-gpt-3.5-turbo-2023-06.yaml",
                "claude-3-5-sonnet-20241022",
                "828f8092b4d7b4d3f6f3a3a1f7a3c1e5d2b1a0c9"
            })
    void honestTextIsNoSecret(String text) {
        assertThat(Secrets.in(text)).isFalse();
    }

    @Test
    void aSecretAnywhereIsRefusedAndNeverRepeated() throws Exception {
        for (String name : java.util.List.of("profiles", "data", "prompts")) {
            Files.createDirectories(folder.resolve(name));
        }
        String text = Files.readString(Fixtures.VALID.resolve("full-intent.yaml"));
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int at = random.nextInt(text.length());
            Path file = folder.resolve("canary.yaml");
            Files.writeString(file, text.substring(0, at) + " " + CANARY + " " + text.substring(at));
            ScenarioException e =
                    catchThrowableOfType(ScenarioException.class, () -> ScenarioLoader.load(file, LoadOptions.NONE));
            assertThat(e).as("seed %d", seed).hasMessageContaining(Secrets.REFUSAL);
            assertThat(e.forTerminal() + e.getMessage() + e.problems())
                    .as("seed %d", seed)
                    .doesNotContain("canary0123456789");
        }
    }

    @Test
    void aShortPasswordInKeyIsNotRepeatedEither() throws Exception {
        Path file = folder.resolve("short.yaml");
        Files.writeString(file, "taximeter: 1\narms: { a: { provider: openai, model: m, key: hunter2, bogus: 1 } }\n");
        ScenarioException e =
                catchThrowableOfType(ScenarioException.class, () -> ScenarioLoader.load(file, LoadOptions.NONE));
        assertThat(e.forTerminal()).contains("key").doesNotContain("hunter2");
    }

    @Test
    void aLinkOutOfTheFolderIsNotFollowed() throws Exception {
        Path outside = Files.writeString(
                Files.createDirectories(folder.resolve("outside")).resolve("p.txt"), "secret");
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("p.txt"), outside);
        Path file = inside.resolve("s.yaml");
        Files.writeString(file, """
            taximeter: 1
            arms: { a: { provider: openai, model: m, key: A_KEY } }
            workload: { task: chat, prompts: p.txt }
            load: { closed: { users: 1 }, measure: 1 request }
            """);
        ScenarioException e =
                catchThrowableOfType(ScenarioException.class, () -> ScenarioLoader.load(file, LoadOptions.NONE));
        assertThat(e).hasMessageContaining("it leads out of the scenario's folder");
        assertThat(e.problems()).hasSize(1);
    }
}
