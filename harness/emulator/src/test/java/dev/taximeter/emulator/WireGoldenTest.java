package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import java.net.http.HttpResponse;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each vendor's answers to the byte; ids, padding and creation times come from the seed. */
final class WireGoldenTest {
    private static final String BALANCE = "[k3x9] what is my balance";

    private final Client client = new Client();
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(
                Profiles.config(
                        new Mount("openai", Profiles.of(Dialect.OPENAI_CHAT)),
                        new Mount("azure", Profiles.of(Dialect.AZURE_DEPLOYMENT, Profiles.NOW, Profiles.NOW, 1, 30)),
                        new Mount("claude", Profiles.of(Dialect.ANTHROPIC_MESSAGES, Profiles.NOW, Profiles.NOW, 4, 1))),
                0);
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void openAiStreamsARoleFrameThenContentThenFinishThenUsage() throws Exception {
        check("openai-stream-usage.txt", openAi(Client.withUsage(Client.ask(BALANCE, 16, true))));
    }

    @Test
    void openAiStreamsWithoutUsageOrPaddingWhenNotAsked() throws Exception {
        String ask = Client.ask(BALANCE, 16, true);
        String plain = ask.substring(0, ask.length() - 1) + ",\"stream_options\":{\"include_obfuscation\":false}}";
        check("openai-stream-plain.txt", openAi(plain));
    }

    @Test
    void openAiAnswersWholeAndEndsAtTheLimit() throws Exception {
        check("openai-whole-length.txt", openAi(Client.ask("tell me about the weather", 12, false)));
    }

    @Test
    void azureBeginsWithItsFilterAndEndsWithItsLatencies() throws Exception {
        check("azure-stream-usage.txt", azure(Client.withUsage(Client.ask(BALANCE, 16, true))));
    }

    @Test
    void azureAnswersWholeWithLatenciesInsideUsage() throws Exception {
        check("azure-whole.txt", azure(Client.ask(BALANCE, 16, false)));
    }

    @Test
    void anthropicNamesItsEventsPadsThemAndPingsBeforeTheFirstDelta() throws Exception {
        check("anthropic-stream.txt", anthropic(Client.ask("tell me about the weather", 14, true)));
    }

    @Test
    void anthropicAnswersWhole() throws Exception {
        check("anthropic-whole.txt", anthropic(Client.ask(BALANCE, 16, false)));
    }

    @Test
    void framesOfOneTokenKeepUnicodeWhole() throws Exception {
        String body = openAi(Client.ask("tell me about the weather", 40, true)).body();
        assertThat(body).contains("東").contains("👋").doesNotContain("\uFFFD");
    }

    private HttpResponse<String> openAi(String body) throws Exception {
        return client.openAi(emulator.baseUri("openai"), body);
    }

    private HttpResponse<String> azure(String body) throws Exception {
        return client.azure(emulator.baseUri("azure"), body);
    }

    private HttpResponse<String> anthropic(String body) throws Exception {
        return client.anthropic(emulator.baseUri("claude"), body);
    }

    /** Status, headers in alphabetical order, body. */
    static void check(String name, HttpResponse<String> answer) throws Exception {
        StringBuilder text = new StringBuilder("HTTP " + answer.statusCode() + "\n");
        new TreeMap<>(answer.headers().map()).forEach((header, values) -> {
            boolean time = header.equals("openai-processing-ms")
                    || header.equals("x-envoy-upstream-service-time")
                    || header.equals("server-timing")
                    || header.startsWith("x-compute-")
                    || header.endsWith("-time")
                    || header.equals("x-time-per-token");
            text.append(header)
                    .append(": ")
                    .append(time ? "TIME" : values.getFirst())
                    .append('\n');
        });
        String length = "content-length: "
                + answer.headers().firstValue("content-length").orElse("none");
        String known = text.toString().replace(length, "content-length: LENGTH");
        Golden.check(name, known + "\n" + Client.withoutTimes(answer.body()));
    }
}
