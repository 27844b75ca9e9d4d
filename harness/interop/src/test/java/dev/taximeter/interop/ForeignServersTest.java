package dev.taximeter.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taximeter.interop.Installed.Server;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Target;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.http.HttpProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Our clients drive servers that others wrote, and read text, usage and errors right. */
class ForeignServersTest {
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final String REPLY = "The taxi is on its way, señor 🚕.";
    private static final List<Dialect> AIMOCK_SPEAKS = List.of(
            Dialect.OPENAI_CHAT,
            Dialect.OPENAI_RESPONSES,
            Dialect.AZURE_DEPLOYMENT,
            Dialect.AZURE_V1,
            Dialect.ANTHROPIC_MESSAGES,
            Dialect.OLLAMA_CHAT,
            Dialect.OLLAMA_COMPATIBLE,
            Dialect.GEMINI,
            Dialect.BEDROCK_CONVERSE);
    /** Its Gemini wants another key, and its Bedrock streams events in the place of frames. */
    private static final List<Dialect> LLM_KATAN_SPEAKS =
            List.of(Dialect.OPENAI_CHAT, Dialect.AZURE_DEPLOYMENT, Dialect.AZURE_V1, Dialect.ANTHROPIC_MESSAGES);

    @Test
    void aimockIsUnderstood() throws Exception {
        Path node = Installed.nodePackages().orElse(null);
        assumeTrue(node != null, "skipped: npm or its registry is missing, so aimock was not met");
        Path fixtures = Installed.script("fixtures.json");
        try (Server server = Server.start(
                "aimock",
                List.of(
                        node.resolve("node_modules/.bin/llmock").toString(),
                        "-p",
                        "{port}",
                        "-h",
                        "127.0.0.1",
                        "-f",
                        fixtures.toString(),
                        "-l",
                        "1",
                        "-c",
                        "8"))) {
            String base = "http://127.0.0.1:" + server.port();
            for (Dialect dialect : AIMOCK_SPEAKS) {
                Target.Http target = Targets.at(dialect, base);
                for (boolean stream : List.of(true, false)) {
                    Reply reply = ask(target, "Where is my taxi?", stream);
                    assertThat(reply.attempt().outcome().kind())
                            .as("%s %s %s", dialect, stream, reply.attempt().outcome())
                            .isEqualTo(Kind.OK);
                    assertThat(reply.text()).as("%s %s", dialect, stream).isEqualTo(REPLY);
                    assertThat(reply.attempt().finishReason()).isNotNull();
                    if (stream) {
                        assertThat(reply.attempt().chunks().size()).isGreaterThan(2);
                    }
                }
                Reply failed = ask(target, "Please fail.", true);
                assertThat(failed.attempt().outcome().kind()).as("%s", dialect).isEqualTo(Kind.RATE_LIMITED);
                assertThat(failed.attempt().outcome().detail()).contains("Too fast.");
                Met.server("aimock", Installed.AIMOCK, dialect + ": text, stream, 429");
            }
        }
    }

    @Test
    void llmKatanIsUnderstood() throws Exception {
        Path python = Installed.pythonPrograms().orElse(null);
        assumeTrue(python != null, "skipped: python3 or its registry is missing, so llm-katan was not met");
        try (Server server = Server.start(
                "llm-katan",
                List.of(
                        python.resolve("llm-katan").toString(),
                        "-m",
                        "tiny",
                        "-b",
                        "echo",
                        "--providers",
                        "openai,anthropic,azure_openai,bedrock,vertexai",
                        "-p",
                        "{port}",
                        "-h",
                        "127.0.0.1"))) {
            String base = "http://127.0.0.1:" + server.port();
            for (Dialect dialect : LLM_KATAN_SPEAKS) {
                for (boolean stream : List.of(true, false)) {
                    Reply reply = ask(Targets.at(dialect, base), "Hello there, my friend", stream);
                    assertThat(reply.attempt().outcome().kind())
                            .as("%s %s %s", dialect, stream, reply.attempt().outcome())
                            .isEqualTo(Kind.OK);
                    assertThat(reply.text()).as("%s", dialect).contains("Hello there, my friend");
                    TokenUsage usage = Objects.requireNonNull(reply.attempt().usage());
                    assertThat(usage.inputTokens()).isPositive();
                }
                Met.server("llm-katan", Installed.LLM_KATAN, dialect + ": text, stream, usage");
            }
        }
    }

    @Test
    void aRealModelInLlamaCppIsUnderstood() throws Exception {
        Path python = Installed.pythonPrograms().orElse(null);
        assumeTrue(python != null, "skipped: python3 or its registry is missing, so cyllama was not met");
        Path model = Path.of(System.getProperty("taximeter.gguf", "missing"));
        assumeTrue(
                Files.isRegularFile(model),
                "skipped: no model; give one with -Dtaximeter.gguf=FILE, so llama.cpp was not met");
        try (Server server = Server.start(
                "cyllama",
                List.of(
                        python.resolve("python").toString(),
                        "-m",
                        "cyllama.llama.server",
                        "-m",
                        model.toAbsolutePath().toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "{port}"))) {
            Target.Http target = Targets.at(Dialect.OPENAI_CHAT, "http://127.0.0.1:" + server.port());
            Reply reply = ask(target, "Once upon a time", false);
            assertThat(reply.attempt().outcome().kind())
                    .as("%s", reply.attempt().outcome())
                    .isEqualTo(Kind.OK);
            assertThat(reply.text()).isNotBlank();
            TokenUsage usage = Objects.requireNonNull(reply.attempt().usage());
            assertThat(usage.estimated()).isFalse();
            assertThat(usage.visibleOutputTokens()).isBetween(1L, 17L);
            Met.server("cyllama (llama.cpp)", Installed.CYLLAMA, "a real model: text, usage");
        }
    }

    private static Reply ask(Target.Http target, String text, boolean stream) {
        try (HttpProvider provider = HttpProvider.open(target, variable -> "made-up", 1)) {
            Call call = new Call(0, "", new Prompt("p1", text, null), 16, stream, MINUTE_NANOS, MINUTE_NANOS);
            return provider.call(call, RunClock.startingNow(NanoClock.system()));
        }
    }
}
