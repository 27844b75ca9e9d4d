package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Responses, Completions, Embeddings, and Anthropic's legacy completions, to the byte. */
final class OtherOpenAiWiresTest {
    private final Client client = new Client();
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(
                Profiles.config(
                        new Mount("responses", Profiles.of(Dialect.OPENAI_RESPONSES)),
                        new Mount("completions", Profiles.of(Dialect.OPENAI_COMPLETIONS)),
                        new Mount("embeddings", Profiles.of(Dialect.OPENAI_EMBEDDINGS)),
                        new Mount(
                                "instant", Profiles.of(Dialect.ANTHROPIC_COMPLETE, Profiles.NOW, Profiles.NOW, 4, 1))),
                0);
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void responsesStreamNamedAndNumberedEventsWithoutDone() throws Exception {
        HttpResponse<String> answer = responses("\"stream\":true,\"input\":\"what is my balance\"");
        WireGoldenTest.check("openai-responses-stream.txt", answer);
        assertThat(answer.body()).doesNotContain("[DONE]");
        int number = 0;
        for (String line :
                answer.body().lines().filter(l -> l.startsWith("data: ")).toList()) {
            assertThat(Json.MAPPER
                            .readTree(line.substring(6))
                            .path("sequence_number")
                            .asInt())
                    .isEqualTo(number++);
        }
    }

    @Test
    void responsesThatReachTheLimitAreIncomplete() throws Exception {
        WireGoldenTest.check(
                "openai-responses-whole-length.txt",
                responses("\"max_output_tokens\":6,\"instructions\":\"Be"
                    + " brief.\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"tell"
                    + " me about the weather\"}]}]"));
    }

    @Test
    void responsesCallTheFunctionThatIsForced() throws Exception {
        String body = responses(
                        "\"stream\":true,\"input\":\"what is my balance\",\"tools\":[{\"type\":\"function\",\"name\":"
                            + "\"set_intent\",\"parameters\":{}}],\"tool_choice\":{\"type\":\"function\",\"name\":\"set_intent\"}")
                .body();
        assertThat(body)
                .contains("event: response.function_call_arguments.delta", "\"name\":\"set_intent\"")
                .doesNotContain("output_text");
    }

    @Test
    void completionsStreamWithoutARoleFrame() throws Exception {
        WireGoldenTest.check(
                "openai-completions-stream.txt",
                client.openAi(
                        emulator.baseUri("completions"),
                        "/completions",
                        "{\"model\":\"davinci:ft-acme-2023-03-01-10-00-00\",\"prompt\":\"List intents.\\n"
                                + "\\n"
                                + "User: what is my balance\\n"
                                + "\\n"
                                + "Assistant:\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}"));
    }

    @Test
    void severalPromptsTimesSeveralAnswersAreNumberedThrough() throws Exception {
        HttpResponse<String> answer = client.openAi(
                emulator.baseUri("completions"),
                "/completions",
                "{\"model\":\"m\",\"prompt\":[\"a\",\"b\"],\"n\":2,\"max_tokens\":3}");
        JsonNode body = Json.MAPPER.readTree(answer.body());
        assertThat(body.path("choices")
                        .valueStream()
                        .map(choice -> choice.path("index").asInt()))
                .containsExactly(0, 1, 2, 3);
        assertThat(body.path("usage").path("completion_tokens").asInt()).isEqualTo(12);
    }

    @Test
    void textsWithoutALimitEndAfterSixteenTokens() throws Exception {
        HttpResponse<String> answer = client.openAi(
                emulator.baseUri("completions"), "/completions", "{\"model\":\"m\",\"prompt\":\"tell me a story\"}");
        JsonNode body = Json.MAPPER.readTree(answer.body());
        assertThat(body.path("usage").path("completion_tokens").asInt()).isEqualTo(16);
        assertThat(body.at("/choices/0/finish_reason").asString()).isEqualTo("length");
    }

    @Test
    void vectorsAreOfLengthOneAndTheSameInBothFormats() throws Exception {
        JsonNode numbers = embed("\"input\":[\"hello\",\"other\"],\"dimensions\":8");
        JsonNode base64 = embed("\"input\":\"hello\",\"dimensions\":8,\"encoding_format\":\"base64\"");
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(base64.at("/data/0/embedding").stringValue()))
                .order(ByteOrder.LITTLE_ENDIAN);
        double square = 0;
        for (JsonNode value : numbers.at("/data/0/embedding")) {
            assertThat(bytes.getFloat()).isEqualTo(value.floatValue());
            square += value.doubleValue() * value.doubleValue();
        }
        assertThat(square).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(numbers.at("/data/1/index").asInt()).isEqualTo(1);
        assertThat(numbers.at("/data/1/embedding")).isNotEqualTo(numbers.at("/data/0/embedding"));
        assertThat(numbers.at("/usage/total_tokens").asInt())
                .isEqualTo(numbers.at("/usage/prompt_tokens").asInt());
        assertThat(embed("\"input\":\"hello\"").at("/data/0/embedding").size()).isEqualTo(1536);
    }

    @Test
    void claudeInstantStreamsCompletionsAndTellsNoUsage() throws Exception {
        HttpResponse<String> answer = client.anthropic(
                emulator.baseUri("instant"),
                "/v1/complete",
                "{\"model\":\"claude-instant-1.2\",\"stream\":true,\"max_tokens_to_sample\":16,"
                        + "\"prompt\":\"Name it.\\n\\nHuman: what is my balance\\n\\nAssistant:\"}");
        WireGoldenTest.check("anthropic-complete-stream.txt", answer);
        assertThat(answer.body()).doesNotContain("usage");
    }

    @Test
    void aPromptWithoutTurnsIsRefusedAsTheVendorDid() throws Exception {
        HttpResponse<String> answer = client.anthropic(
                emulator.baseUri("instant"),
                "/v1/complete",
                "{\"model\":\"claude-instant-1.2\",\"max_tokens_to_sample\":16,\"prompt\":\"Hello\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("prompt must start with");
    }

    private HttpResponse<String> responses(String fields) throws Exception {
        return client.openAi(
                emulator.baseUri("responses"), "/responses", "{\"model\":\"m-1\",\"store\":false," + fields + "}");
    }

    private JsonNode embed(String fields) throws Exception {
        return Json.MAPPER.readTree(
                client.openAi(emulator.baseUri("embeddings"), "/embeddings", "{\"model\":\"e-1\"," + fields + "}")
                        .body());
    }
}
