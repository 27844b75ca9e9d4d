package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Self-hosted servers and other clouds' models, to the byte. */
final class HostedWiresTest {
    private static final String BALANCE = "[k3x9] what is my balance";
    private static final String TOOL = "\"name\":\"set_intent\",\"parameters\":{\"type\":\"object\",\"properties\":"
            + "{\"intent\":{\"enum\":[\"pay\"]}},\"required\":[\"intent\"]}";
    private static final String DAY = "20260724";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        List<Mount> mounts = new ArrayList<>();
        for (Dialect dialect : Dialect.values()) {
            mounts.add(new Mount(dialect.name(), Profiles.of(dialect)));
            mounts.add(new Mount(dialect.name() + "-thinks", thinking(dialect)));
            mounts.add(new Mount(dialect.name() + "-busy", Profiles.always(dialect, InjectedFault.OVERLOADED)));
            mounts.add(new Mount(dialect.name() + "-limits", Profiles.always(dialect, InjectedFault.RATE_LIMITED)));
            mounts.add(new Mount(dialect.name() + "-blocks", Profiles.always(dialect, InjectedFault.PROMPT_FILTERED)));
            mounts.add(new Mount(dialect.name() + "-errs", Profiles.always(dialect, InjectedFault.ERROR_THEN_END)));
        }
        emulator = Emulator.start(Profiles.config(mounts.toArray(Mount[]::new)), 0);
    }

    private static Profile thinking(Dialect dialect) {
        Serving.Reasoning reasoning = new Serving.Reasoning(3, Profiles.NOW);
        return Profiles.of(dialect)
                .withServing(
                        new Serving(List.of(), List.of(), 0, OptionalInt.empty(), null, null, null, reasoning, false));
    }

    @AfterEach
    void stop() {
        http.close();
        emulator.close();
    }

    @Test
    void vllmLeavesOutWhatIsNotSetAndEndsWithItsMetrics() throws Exception {
        golden("vllm-stream.txt", "VLLM_CHAT", "/v1/chat/completions", Client.withUsage(Client.ask(BALANCE, 16, true)));
        HttpResponse<String> silent = ask("VLLM_CHAT", "/v1/chat/completions", Client.ask(BALANCE, 16, true));
        assertThat(silent.body()).doesNotContain("usage", "metrics").endsWith("data: [DONE]\n\n");
    }

    @Test
    void vllmTellsUsageAllAlongWhenAsked() throws Exception {
        String asked = Client.withUsage(Client.ask(BALANCE, 16, true))
                .replace("\"include_usage\":true", "\"include_usage\":true,\"continuous_usage_stats\":true");
        golden("vllm-stream-continuous.txt", "VLLM_CHAT-thinks", "/v1/chat/completions", asked);
    }

    @Test
    void vllmAnswersWhole() throws Exception {
        golden("vllm-whole.txt", "VLLM_CHAT", "/v1/chat/completions", Client.ask(BALANCE, 16, false));
    }

    @Test
    void vllmErrsInTheStreamAndThenSaysDone() throws Exception {
        golden("vllm-error.txt", "VLLM_CHAT-errs", "/v1/chat/completions", Client.ask(BALANCE, 16, true));
    }

    @Test
    void vllmKeepsToAStructure() throws Exception {
        String ask = Client.ask("hello", 64, false);
        String structured = ask.substring(0, ask.length() - 1)
                + ",\"structured_outputs\":{\"json\":{\"type\":\"object\",\"properties\":{\"intent\":{\"enum\":[\"pay\"]}},"
                + "\"required\":[\"intent\"]}}}";
        assertThat(ask("VLLM_CHAT", "/v1/chat/completions", structured).body())
                .contains("{\\\"intent\\\":\\\"pay\\\"}");
    }

    @Test
    void vllmContinuesATextWithoutAFirstFrame() throws Exception {
        golden(
                "vllm-completions-stream.txt",
                "VLLM_COMPLETIONS",
                "/v1/completions",
                "{\"model\":\"falcon-7b\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":16,\"prompt\":\"Name"
                    + " it.\\n"
                    + "\\n"
                    + "User: what is my balance\\n"
                    + "\\n"
                    + "Assistant:\"}");
    }

    @Test
    void tgiChatsWithoutASpaceAndUsageHasNoId() throws Exception {
        golden("tgi-stream.txt", "TGI_CHAT", "/v1/chat/completions", Client.withUsage(Client.ask(BALANCE, 16, true)));
    }

    @Test
    void tgiErrsInAnObjectAndThenSaysDone() throws Exception {
        golden("tgi-error.txt", "TGI_CHAT-errs", "/v1/chat/completions", Client.ask(BALANCE, 16, true));
    }

    @Test
    void tgiStreamsATokenAFrameAndEndsWithDetails() throws Exception {
        golden("tgi-generate-stream.txt", "TGI_GENERATE", "/generate_stream", generate("what is my balance", 16));
        golden("tgi-generate-length.txt", "TGI_GENERATE", "/generate_stream", generate("tell me", 3));
    }

    @Test
    void tgiTellsTimesInHeadersOfWholeAnswers() throws Exception {
        golden("tgi-generate-whole.txt", "TGI_GENERATE", "/generate", generate("what is my balance", 16));
    }

    @Test
    void llamaCppPingsBeforeDataAndBeginsWithNull() throws Exception {
        String asked = Client.withUsage(Client.ask(BALANCE, 16, true));
        golden("llama-cpp-stream.txt", "LLAMA_CPP_CHAT", "/v1/chat/completions", asked);
        String progress = asked.substring(0, asked.length() - 1) + ",\"return_progress\":true}";
        golden("llama-cpp-progress.txt", "LLAMA_CPP_CHAT-thinks", "/v1/chat/completions", progress);
    }

    @Test
    void llamaCppAnswersWholeWithTimings() throws Exception {
        golden("llama-cpp-whole.txt", "LLAMA_CPP_CHAT", "/v1/chat/completions", Client.ask(BALANCE, 16, false));
    }

    @Test
    void ollamaStreamsLinesUnlessToldNotTo() throws Exception {
        String ask =
                "{\"model\":\"llama3.2\",\"options\":{\"num_predict\":16},\"messages\":[{\"role\":\"user\",\"content\":\""
                        + BALANCE + "\"}]";
        golden("ollama-stream.txt", "OLLAMA_CHAT-thinks", "/api/chat", ask + "}");
        golden("ollama-whole.txt", "OLLAMA_CHAT", "/api/chat", ask + ",\"stream\":false}");
        golden("ollama-error.txt", "OLLAMA_CHAT-errs", "/api/chat", ask + "}");
        golden(
                "ollama-tool.txt",
                "OLLAMA_CHAT",
                "/api/chat",
                ask + ",\"tools\":[{\"type\":\"function\",\"function\":{" + TOOL + "}}]}");
    }

    @Test
    void ollamasCompatibleInterfacePassesOverTheNewLimit() throws Exception {
        String asked = Client.withUsage(Client.ask("tell me", 4, true));
        golden("ollama-compatible-stream.txt", "OLLAMA_COMPATIBLE", "/v1/chat/completions", asked);
        String body = ask(
                        "OLLAMA_COMPATIBLE",
                        "/v1/chat/completions",
                        asked.replace("max_tokens", "max_completion_tokens"))
                .body();
        assertThat(body).contains("\"finish_reason\":\"stop\"").doesNotContain("\"completion_tokens\":4,");
    }

    @Test
    void geminiEndsLinesWithBothAndTellsUsageAllAlong() throws Exception {
        golden(
                "gemini-stream.txt",
                "GEMINI-thinks",
                "/v1beta/models/gemini-x:streamGenerateContent?alt=sse",
                gemini(""));
        golden("gemini-whole.txt", "GEMINI", "/v1beta/models/gemini-x:generateContent", gemini(""));
        golden("gemini-error.txt", "GEMINI-errs", "/v1beta/models/gemini-x:streamGenerateContent?alt=sse", gemini(""));
        String tool = ",\"tools\":[{\"functionDeclarations\":[{"
                + TOOL.replace("\"parameters\"", "\"parametersJsonSchema\"") + "}]}]";
        golden("gemini-tool.txt", "GEMINI", "/v1beta/models/gemini-x:streamGenerateContent?alt=sse", gemini(tool));
    }

    @Test
    void geminiBlocksAPromptInsideAnAnswerWithoutCandidates() throws Exception {
        golden(
                "gemini-blocked.txt",
                "GEMINI-blocks",
                "/v1beta/models/gemini-x:streamGenerateContent?alt=sse",
                gemini(""));
        HttpResponse<String> whole = ask("GEMINI-blocks", "/v1beta/models/gemini-x:generateContent", gemini(""));
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body())
                .startsWith("{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}")
                .doesNotContain("candidates");
    }

    @Test
    void bedrockStreamsFramesWithTwoChecksums() throws Exception {
        byte[] body = converse("").getBytes(StandardCharsets.UTF_8);
        byte[] stream = http.send(
                        signed("/model/meta.llama3%3A0/converse-stream", "BEDROCK_CONVERSE-thinks", body)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
        Golden.check("bedrock-stream.txt", Client.withoutTimes(unpacked(stream)));
    }

    @Test
    void bedrockBeginsAToolAfterItsThoughts() throws Exception {
        byte[] body = converse(
                        ",\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"set_intent\",\"inputSchema\":{\"json\":"
                                + "{\"type\":\"object\",\"properties\":{}}}}}]}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] stream = http.send(
                        signed("/model/meta.llama3%3A0/converse-stream", "BEDROCK_CONVERSE-thinks", body)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
        assertThat(unpacked(stream).lines())
                .anyMatch(line -> line.contains("contentBlockStart") && line.contains("\"contentBlockIndex\":1"));
        assertThat(unpacked(stream).indexOf("contentBlockStart"))
                .isGreaterThan(unpacked(stream).indexOf("contentBlockStop"));
    }

    @Test
    void bedrocksExceptionsAreFrames() throws Exception {
        byte[] body = converse("").getBytes(StandardCharsets.UTF_8);
        byte[] stream = http.send(
                        signed("/model/meta.llama3%3A0/converse-stream", "BEDROCK_CONVERSE-errs", body)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
        assertThat(unpacked(stream))
                .endsWith(":exception-type=internalServerException :content-type=application/json"
                        + " :message-type=exception {\"message\":\"The emulated server failed, as its profile"
                        + " asks for now and then.\"}\n");
    }

    @Test
    void bedrockAnswersWhole() throws Exception {
        golden("bedrock-whole.txt", "BEDROCK_CONVERSE", "/model/meta.llama3%3A0/converse", converse(""));
        String tool = ",\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"set_intent\",\"inputSchema\":{\"json\":"
            + "{\"type\":\"object\",\"properties\":{\"intent\":{\"enum\":[\"pay\"]}},\"required\":[\"intent\"]}}}}]}";
        assertThat(ask("BEDROCK_CONVERSE", "/model/meta.llama3%3A0/converse", converse(tool))
                        .body())
                .contains("\"toolUse\":{", "\"input\":{\"intent\":\"pay\"}", "\"stopReason\":\"tool_use\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AKIAIOSFODNN7EXAMPLE|bedrock|host;x-amz-date|takes no real keys",
                "made-up|s3|host;x-amz-date|not of the form",
                "made-up|bedrock|x-amz-date|must be signed",
            })
    void aSignatureWhosePartsDoNotFitIsRefused(String key, String service, String signedHeaders, String words)
            throws Exception {
        byte[] body = converse("").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = request("/model/m/converse", "BEDROCK_CONVERSE")
                .header("Authorization", authorization(key, service, signedHeaders))
                .header("X-Amz-Date", DAY + "T123600Z")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("x-amzn-errortype")).hasValue("AccessDeniedException");
        assertThat(answer.body()).contains(words);
    }

    @Test
    void aBodyThatIsNotTheSignedOneIsRefused() throws Exception {
        byte[] other = converse(",\"x\":1").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = signed("/model/m/converse", "BEDROCK_CONVERSE", other)
                .POST(HttpRequest.BodyPublishers.ofString(converse("")))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .contains("does not match what was computed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "VLLM_CHAT-busy|/v1/chat/completions|503|\"code\":503",
                "VLLM_CHAT-limits|/v1/chat/completions|429|\"type\":\"RateLimitError\",\"param\":null,\"code\":429",
                "TGI_CHAT-busy|/v1/chat/completions|429|\"error_type\":\"overloaded\"",
                "TGI_CHAT-limits|/v1/chat/completions|429|\"error_type\":\"rate_limited\"",
                "LLAMA_CPP_CHAT-busy|/v1/chat/completions|503|{\"error\":{\"code\":503,\"message\":\"Loading"
                        + " model\",\"type\":\"unavailable_error\"}}",
                "OLLAMA_CHAT-busy|/api/chat|503|{\"error\":\"server busy, please try again. maximum pending requests"
                        + " exceeded\"}",
                "OLLAMA_COMPATIBLE-busy|/v1/chat/completions|503|\"type\":\"api_error\"",
                "VLLM_CHAT|/v1/wrong|404|\"type\":\"NotFoundError\"",
            })
    void errorsAreTheServers(String mount, String path, int status, String words) throws Exception {
        HttpResponse<String> answer = ask(mount, path, Client.ask("hello", 4, true));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void geminiSaysInTheBodyHowLongToWait() throws Exception {
        HttpResponse<String> answer = ask("GEMINI-limits", "/v1beta/models/m:generateContent", gemini(""));
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body())
                .contains("\"status\":\"RESOURCE_EXHAUSTED\"")
                .contains("{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"1s\"}");
    }

    @Test
    void ownServersWantNoKeyAndTakeNoRealOne() throws Exception {
        URI uri = URI.create(emulator.baseUri("VLLM_CHAT") + "/v1/chat/completions");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(Client.ask("hello", 4, false)));
        assertThat(http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        HttpRequest real = request.header("Authorization", "Bearer sk-real").build();
        assertThat(http.send(real, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    private static String generate(String text, int tokens) {
        return "{\"inputs\":\"%s\",\"parameters\":{\"max_new_tokens\":%d,\"details\":true}}".formatted(text, tokens);
    }

    private static String gemini(String more) {
        return "{\"systemInstruction\":{\"parts\":[{\"text\":\"Be"
                + " brief.\"}]},\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"what is my"
                + " balance\"}]}],\"generationConfig\":{\"maxOutputTokens\":16}" + more + "}";
    }

    private static String converse(String more) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"what is my balance\"}]}],"
                + "\"inferenceConfig\":{\"maxTokens\":16}" + more + "}";
    }

    private void golden(String name, String mount, String path, String body) throws Exception {
        WireGoldenTest.check(name, ask(mount, path, body));
    }

    private HttpResponse<String> ask(String mount, String path, String body) throws Exception {
        return http.send(
                request(path, mount)
                        .header("Authorization", "Bearer made-up")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String mount) {
        return HttpRequest.newBuilder(URI.create(emulator.baseUri(mount) + path));
    }

    private HttpRequest.Builder signed(String path, String mount, byte[] body) throws Exception {
        return request(path, mount)
                .header("Authorization", authorization("made-up", "bedrock", "host;x-amz-content-sha256;x-amz-date"))
                .header("X-Amz-Date", DAY + "T123600Z")
                .header(
                        "x-amz-content-sha256",
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(body)));
    }

    private static String authorization(String key, String service, String signedHeaders) {
        return "AWS4-HMAC-SHA256 Credential=%s/%s/us-east-1/%s/aws4_request, SignedHeaders=%s, Signature=%s"
                .formatted(key, DAY, service, signedHeaders, "0".repeat(64));
    }

    /** Takes the frames apart after AWS's description, without its library: lengths, headers of text, payload, checksums. */
    private static String unpacked(byte[] stream) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < stream.length; ) {
            ByteBuffer frame = ByteBuffer.wrap(stream, at, stream.length - at).slice();
            int total = frame.getInt();
            int headers = frame.getInt();
            assertThat(frame.getInt()).as("checksum of the prelude").isEqualTo(crc(stream, at, 8));
            int end = frame.position() + headers;
            while (frame.position() < end) {
                String name = text(frame, frame.get());
                assertThat(frame.get()).as("type of a text").isEqualTo((byte) 7);
                text.append(name)
                        .append('=')
                        .append(text(frame, frame.getShort()))
                        .append(' ');
            }
            text.append(text(frame, total - headers - 16)).append('\n');
            assertThat(frame.getInt()).as("checksum of the frame").isEqualTo(crc(stream, at, total - 4));
            at += total;
        }
        return text.toString();
    }

    private static String text(ByteBuffer bytes, int length) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < length; i++) {
            text.write(bytes.get());
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
