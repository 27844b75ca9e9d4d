package dev.taximeter.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vendors' own Python and Node clients drive the emulator. */
class ScriptedClientsTest {

    @ParameterizedTest
    @CsvSource({
        "openai_client.py,openai-chat,chat",
        "openai_client.py,openai-responses,responses",
        "openai_client.py,openai-completions,completions",
        "openai_client.py,azure-deployment,azure",
        "anthropic_client.py,anthropic-messages,chat"
    })
    void pythonClientsUnderstandEveryAnswer(String script, String dialect, String kind) throws Exception {
        String output;
        try (EmulatedVendor vendor = EmulatedVendor.answering(dialect)) {
            output = python(script, vendor, kind);
        }
        assertUnderstood(output);
        Met.client(script.replace("_client.py", "-python"), version(script), dialect + ": whole and stream");
    }

    @Test
    void thePythonClientUnderstandsAVector() throws Exception {
        try (EmulatedVendor vendor = EmulatedVendor.answering("openai-embeddings")) {
            assertThat(python("openai_client.py", vendor, "embeddings")).contains("vector ");
        }
        Met.client("openai-python", Installed.OPENAI_PYTHON, "openai-embeddings: a vector");
    }

    @ParameterizedTest
    @CsvSource({"openai_client.py,openai-chat", "anthropic_client.py,anthropic-messages"})
    void pythonClientsUnderstandARateLimit(String script, String dialect) throws Exception {
        try (EmulatedVendor vendor = EmulatedVendor.limiting(dialect)) {
            assertThat(python(script, vendor, "limited")).contains("429 429");
        }
        Met.client(script.replace("_client.py", "-python"), version(script), dialect + ": 429");
    }

    @ParameterizedTest
    @CsvSource({"openai-chat,chat", "azure-deployment,azure", "anthropic-messages,anthropic"})
    void nodeClientsUnderstandEveryAnswer(String dialect, String kind) throws Exception {
        Path home = Installed.nodePackages().orElse(null);
        assumeTrue(home != null, "skipped: npm or its registry is missing, so no Node client was met");
        try (EmulatedVendor vendor = EmulatedVendor.answering(dialect)) {
            assertUnderstood(Installed.output(
                    List.of(
                            "node",
                            Installed.script("clients.mjs").toString(),
                            home.toString(),
                            vendor.uri().toString(),
                            kind),
                    Map.of()));
        }
        boolean openAi = !kind.equals("anthropic");
        Met.client(
                openAi ? "openai-node" : "anthropic-node",
                openAi ? Installed.OPENAI_NODE : Installed.ANTHROPIC_NODE,
                dialect + ": whole and stream");
    }

    private static String python(String script, EmulatedVendor vendor, String kind) throws Exception {
        Path programs = Installed.pythonPrograms().orElse(null);
        assumeTrue(programs != null, "skipped: python3 or its registry is missing, so no Python client was met");
        return Installed.output(
                List.of(
                        programs.resolve("python").toString(),
                        Installed.script(script).toString(),
                        vendor.uri().toString(),
                        kind),
                Map.of("PYTHONIOENCODING", "utf-8"));
    }

    private static void assertUnderstood(String output) {
        assertThat(output).contains("whole " + EmulatedVendor.REPLY, "stream " + EmulatedVendor.REPLY);
    }

    private static String version(String script) {
        return script.startsWith("openai") ? Installed.OPENAI_PYTHON : Installed.ANTHROPIC_PYTHON;
    }
}
