package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.JsonForm;
import dev.taximeter.model.JsonShape;
import dev.taximeter.model.Message;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.ServerStage;
import dev.taximeter.provider.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a call may hold beside its prompt, and what an answer beside its text, in every dialect. */
class CallFormsTest {
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPENAI_EMBEDDINGS")
    void earlierTurnsComeInTheirOrder(Dialect dialect) {
        Call call = new Call(
                0,
                "zeroth",
                List.of(new Message(Message.Role.USER, "first"), new Message(Message.Role.ASSISTANT, "second")),
                new Prompt("p", "third", null),
                Wire.call(true).answer(),
                true,
                Wire.LONG,
                Wire.LONG);
        String body = new String(Frames.dialect(dialect).body(call), StandardCharsets.UTF_8);
        assertThat(body).containsSubsequence("first", "second", "third").containsOnlyOnce("zeroth");
        int answer = body.indexOf("second");
        assertThat(body.substring(body.indexOf("first"), answer + "second".length()))
                .containsPattern("assistant|Assistant|model");
    }

    @ParameterizedTest
    @EnumSource
    void aFormOfTheAnswerIsAskedForInTheVendorsWords(Dialect dialect) {
        String wanted = switch (dialect) {
            case OPENAI_CHAT, AZURE_DEPLOYMENT, AZURE_V1, LLAMA_CPP_CHAT, OLLAMA_COMPATIBLE ->
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"place\",\"schema\":"
                        + SCHEMA;
            case TGI_CHAT -> "\"response_format\":{\"type\":\"json\",\"value\":" + SCHEMA;
            case OPENAI_RESPONSES ->
                "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"place\",\"schema\":" + SCHEMA;
            case ANTHROPIC_MESSAGES -> "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":" + SCHEMA;
            case VLLM_CHAT, VLLM_COMPLETIONS -> "\"structured_outputs\":{\"json\":" + SCHEMA;
            case TGI_GENERATE -> "\"grammar\":{\"type\":\"json\",\"value\":" + SCHEMA;
            case OLLAMA_CHAT -> "\"format\":" + SCHEMA;
            case GEMINI -> "\"responseJsonSchema\":" + SCHEMA;
            // By the arguments of a tool, which is how this service asks for JSON.
            case BEDROCK_CONVERSE -> "\"inputSchema\":{\"json\":" + SCHEMA;
            case OPENAI_COMPLETIONS, ANTHROPIC_COMPLETE, OPENAI_EMBEDDINGS -> "";
        };
        AnswerFormat format = dialect == Dialect.BEDROCK_CONVERSE
                ? new AnswerFormat.ToolCall("place", SCHEMA)
                : new AnswerFormat.JsonSchema("place", SCHEMA);
        String body = Frames.asked(dialect, format);
        if (wanted.isEmpty()) {
            assertThat(body).isEqualTo(Frames.asked(dialect, AnswerFormat.TEXT));
        } else {
            assertThat(body).contains(wanted);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatADialectSaysItCanAskForIsAskedForAndNothingElse(Dialect dialect) {
        JsonShape shape = new JsonShape("place", SCHEMA);
        String bare = Frames.asked(dialect, AnswerFormat.TEXT);
        for (JsonForm form : JsonForm.values()) {
            boolean words = form == JsonForm.PROMPT || !dialect.jsonForms().contains(form);
            assertThat(Frames.asked(dialect, shape.in(form)).equals(bare))
                    .as("%s %s", dialect, form)
                    .isEqualTo(words);
        }
    }

    @ParameterizedTest
    @EnumSource
    void timesToldInHeadersAreKept(Dialect dialect) throws IOException {
        String body = Wire.fixture(WireDialectTest.name(dialect) + ".json");
        for (String header : List.of("openai-processing-ms", "x-envoy-upstream-service-time")) {
            try (LoopbackServer server = LoopbackServer.saying(LoopbackServer.response(
                            "200 OK", body, "Content-Type: application/json", header + ": 42"));
                    HttpProvider provider = Wire.open(dialect, server.uri())) {
                Attempt attempt =
                        provider.call(Wire.call(false), Wire.counting()).attempt();
                assertThat(attempt.facts().stages())
                        .containsEntry(ServerStage.HEADERS, TimeUnit.MILLISECONDS.toNanos(42));
                assertThat(attempt.facts().serverNanos()).isPresent();
                assertThat(attempt.outsideServerNanos()).isPresent();
            }
        }
    }
}
