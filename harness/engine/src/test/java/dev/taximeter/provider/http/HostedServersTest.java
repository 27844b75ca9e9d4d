package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.ServerStage;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What self-hosted servers do that OpenAI does not. */
class HostedServersTest {
    private static final String SCHEMA = "{\"type\":\"object\"}";
    private static final AnswerFormat STRICT = new AnswerFormat.JsonSchema("intent", SCHEMA);
    private static final AnswerFormat TOOL = new AnswerFormat.ToolCall("set_intent", SCHEMA);
    private static final String FINISH = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    @Test
    void vllmAndLlamaCppAreKeptFromEndingEarlyAndTheOthersCannotBe() {
        assertThat(exactly(Dialect.VLLM_CHAT))
                .contains("\"max_tokens\":16,\"temperature\":0,\"ignore_eos\":true,\"min_tokens\":16");
        assertThat(exactly(Dialect.VLLM_COMPLETIONS)).contains("\"ignore_eos\":true,\"min_tokens\":16");
        assertThat(exactly(Dialect.LLAMA_CPP_CHAT)).contains("\"ignore_eos\":true,\"n_predict\":16");
        for (Dialect other :
                List.of(Dialect.TGI_CHAT, Dialect.TGI_GENERATE, Dialect.OLLAMA_CHAT, Dialect.OLLAMA_COMPATIBLE)) {
            assertThat(exactly(other)).doesNotContain("ignore_eos", "min_tokens");
        }
    }

    @Test
    void eachServerHasItsOwnWordForASchema() {
        String structured = "\"structured_outputs\":{\"json\":" + SCHEMA + "}";
        assertThat(Frames.asked(Dialect.VLLM_CHAT, STRICT)).contains(structured).doesNotContain("response_format");
        assertThat(Frames.asked(Dialect.VLLM_COMPLETIONS, STRICT)).contains(structured);
        String grammar = "{\"type\":\"json\",\"value\":" + SCHEMA + "}";
        assertThat(Frames.asked(Dialect.TGI_CHAT, STRICT)).contains("\"response_format\":" + grammar);
        assertThat(Frames.asked(Dialect.TGI_GENERATE, STRICT, "END"))
                .contains("\"grammar\":" + grammar, "\"stop\":[\"END\"]");
        assertThat(Frames.asked(Dialect.LLAMA_CPP_CHAT, STRICT)).contains("\"json_schema\":{\"name\":\"intent\"");
        assertThat(Frames.asked(Dialect.OLLAMA_CHAT, STRICT)).contains("\"format\":" + SCHEMA);
        assertThat(Frames.asked(Dialect.OLLAMA_CHAT, new AnswerFormat.JsonObject()))
                .contains("\"format\":\"json\"");
        assertThat(Frames.asked(Dialect.OLLAMA_CHAT, TOOL, "END"))
                .contains("\"name\":\"set_intent\",\"parameters\":" + SCHEMA, "\"stop\":[\"END\"]");
    }

    @Test
    void aPromptAloneIsContinuedAsItIs() {
        assertThat(Frames.asked(Dialect.TGI_GENERATE, AnswerFormat.TEXT)).contains("\"inputs\":\"Hello\"");
        assertThat(Frames.asked(Dialect.VLLM_COMPLETIONS, AnswerFormat.TEXT)).contains("\"prompt\":\"Hello\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"VLLM_CHAT", "VLLM_COMPLETIONS", "TGI_CHAT", "LLAMA_CPP_CHAT", "OLLAMA_COMPATIBLE"})
    void anErrorBeforeDoneIsAnErrorInTheStream(Dialect dialect) throws IOException {
        for (String error : List.of(
                "{\"error\":{\"message\":\"out of"
                        + " blocks\",\"type\":\"InternalServerError\",\"param\":null,\"code\":500}}",
                "{\"error\":{\"message\":\"fell over\",\"http_status_code\":422}}",
                "{\"error\":\"fell over\",\"error_type\":\"generation\"}")) {
            assertThat(kind(Frames.read(dialect, error, "[DONE]"))).isEqualTo(Kind.ERROR_IN_STREAM);
            assertThat(kind(Frames.read(dialect, FINISH, error, "[DONE]"))).isEqualTo(Kind.ERROR_IN_STREAM);
        }
    }

    @Test
    void vllmsClocksAreKept() throws IOException {
        ReplyDraft draft = read(Dialect.VLLM_CHAT);
        assertThat(draft.facts().stages())
                .isEqualTo(Map.of(
                        ServerStage.QUEUE,
                        3_125_000L,
                        ServerStage.FIRST_TOKEN,
                        41_250_000L,
                        ServerStage.DECODE,
                        20_500_000L));
        assertThat(draft.firstReasoningNanos()).isPresent();
    }

    @Test
    void ofContinuousUsageTheLastFigureCountsAndWithoutAnyThereIsNone() throws IOException {
        String chunk = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":%s}]%s}";
        String usage = ",\"usage\":{\"prompt_tokens\":4,\"total_tokens\":%d,\"completion_tokens\":%d}";
        ReplyDraft told = Frames.read(
                Dialect.VLLM_CHAT,
                chunk.formatted("null", usage.formatted(5, 1)),
                chunk.formatted("\"length\"", usage.formatted(6, 2)),
                "[DONE]");
        assertThat(told.usage().usage()).isEqualTo(new TokenUsage(4, 0, 0, 2, 0, false));
        assertThat(told.text()).isEqualTo("aa");
        ReplyDraft silent = Frames.read(Dialect.VLLM_CHAT, chunk.formatted("\"stop\"", ""), "[DONE]");
        assertThat(silent.usage().usage()).isNull();
        assertThat(kind(silent)).isEqualTo(Kind.OK);
    }

    @Test
    void tgiTellsTimesAndTokensInHeadersOfWholeAnswers() throws IOException {
        String[] headers = {
            "Content-Type: application/json",
            "x-total-time: 127",
            "x-queue-time: 5",
            "x-inference-time: 120",
            "x-prompt-tokens: 9",
            "x-generated-tokens: 5"
        };
        String body = Wire.fixture("tgi-generate.json");
        try (LoopbackServer server = LoopbackServer.saying(LoopbackServer.response("200 OK", body, headers));
                HttpProvider provider = Wire.open(Dialect.TGI_GENERATE, server.uri())) {
            Attempt attempt = provider.call(Wire.call(false), Wire.counting()).attempt();
            assertThat(attempt.facts().serverNanos()).hasValue(127_000_000);
            assertThat(attempt.facts().stages()).isEqualTo(Map.of(ServerStage.QUEUE, 5_000_000L));
            assertThat(attempt.usage()).isEqualTo(new TokenUsage(9, 0, 0, 5, 0, false));
            assertThat(server.requests().getFirst().head()).startsWith("POST /generate HTTP");
        }
    }

    @Test
    void tgisStreamHasAnAddressOfItsOwn() throws IOException {
        byte[] stream = Wire.stream(Dialect.TGI_GENERATE);
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: " + stream.length + "\r\n\r\n";
        try (LoopbackServer server = new LoopbackServer(
                        peer -> peer.send(EventStreamReaderTest.join(head.getBytes(StandardCharsets.UTF_8), stream)));
                HttpProvider provider = Wire.open(Dialect.TGI_GENERATE, server.uri())) {
            assertThat(provider.call(Wire.call(true), Wire.counting())
                            .attempt()
                            .outcome()
                            .isOk())
                    .isTrue();
            assertThat(server.requests().getFirst().head()).startsWith("POST /generate_stream HTTP");
        }
    }

    @Test
    void tgisOwnStreamErrsInAString() throws IOException {
        ReplyDraft draft = Frames.read(
                Dialect.TGI_GENERATE,
                "{\"index\":1,\"token\":{\"id\":1,\"text\":\"a\",\"logprob\":0,\"special\":false},\"details\":null}",
                "{\"error\":\"Request failed during generation\",\"error_type\":\"generation\"}");
        assertThat(kind(draft)).isEqualTo(Kind.ERROR_IN_STREAM);
        assertThat(draft.ending(Kind.TRUNCATED).detail()).isEqualTo("Request failed during generation");
    }

    @Test
    void tgiThatDoesNotTellTheInputTellsNothing() throws IOException {
        ReplyDraft draft = Frames.read(
                Dialect.TGI_GENERATE,
                "{\"token\":{\"text\":\"a\",\"special\":false},\"details\":{\"finish_reason\":\"length\",\"generated_tokens\":1}}");
        assertThat(draft.usage().usage()).isNull();
        assertThat(kind(draft)).isEqualTo(Kind.OK);
    }

    @Test
    void llamaCppsTimingsAndCacheAreKept() throws IOException {
        ReplyDraft draft = read(Dialect.LLAMA_CPP_CHAT);
        assertThat(draft.facts().stages())
                .isEqualTo(Map.of(ServerStage.PREFILL, 12_345_000L, ServerStage.DECODE, 40_500_000L));
        assertThat(draft.usage().usage()).isEqualTo(new TokenUsage(1, 83, 0, 4, 0, false));
        assertThat(draft.facts().fingerprint()).isEqualTo("b6000-abc");
    }

    @Test
    void ollamasDurationsAreKeptAndThoughtsAreNoContent() throws IOException {
        ReplyDraft draft = read(Dialect.OLLAMA_CHAT);
        assertThat(draft.facts().totalNanos()).hasValue(5_043_500_667L);
        assertThat(draft.facts().stages())
                .isEqualTo(Map.of(
                        ServerStage.LOAD,
                        3_000_000_000L,
                        ServerStage.PREFILL,
                        325_953_000L,
                        ServerStage.DECODE,
                        1_700_000_000L));
        assertThat(draft.firstReasoningNanos()).isPresent();
        assertThat(draft.chunks().size()).isEqualTo(2);
    }

    @Test
    void ollamaErrsInALine() throws IOException {
        String lines = "{\"message\":{\"role\":\"assistant\",\"content\":\"a\"},\"done\":false}\n"
                + "{\"error\":\"unexpected EOF\"}\n";
        ReplyDraft draft = read(Dialect.OLLAMA_CHAT, lines.getBytes(StandardCharsets.UTF_8));
        assertThat(kind(draft)).isEqualTo(Kind.ERROR_IN_STREAM);
        assertThat(draft.text()).isEqualTo("a");
    }

    @Test
    void ollamasToolArgumentsAreTheAnswer() throws IOException {
        ReplyDraft draft = Frames.whole(
                Dialect.OLLAMA_CHAT,
                "{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"set_intent\","
                    + "\"arguments\":{\"intent\":\"pay\"}}}]},\"done_reason\":\"stop\",\"done\":true}");
        assertThat(draft.text()).isEqualTo("{\"intent\":\"pay\"}");
    }

    @Test
    void aServerThatLoadsItsModelIsOverloaded() throws IOException {
        String body = "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}";
        try (LoopbackServer server = LoopbackServer.saying(LoopbackServer.response("503 Unavailable", body));
                HttpProvider provider = Wire.open(Dialect.LLAMA_CPP_CHAT, server.uri())) {
            Attempt attempt = provider.call(Wire.call(true), Wire.counting()).attempt();
            assertThat(attempt.outcome().kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(attempt.outcome().detail()).isEqualTo("503: Loading model");
        }
    }

    private static String exactly(Dialect dialect) {
        AnswerShape shape = new AnswerShape(16, true, AnswerFormat.TEXT, List.of());
        Call call = new Call(0, "", List.of(), new Prompt("p1", "Hello", null), shape, true, Wire.LONG, Wire.LONG);
        return new String(Frames.dialect(dialect).body(call), StandardCharsets.UTF_8);
    }

    private static Kind kind(ReplyDraft draft) {
        return draft.ending(Kind.TRUNCATED).kind();
    }

    private static ReplyDraft read(Dialect dialect) throws IOException {
        return read(dialect, Wire.stream(dialect));
    }

    /** A stream that ends in order. */
    static ReplyDraft read(Dialect dialect, byte[] stream) throws IOException {
        WireDialect wire = Frames.dialect(dialect);
        FrameReader frames = wire.framing().reader(new ByteArrayInputStream(stream), () -> 1);
        ReplyDraft draft = new ReplyDraft();
        while (!draft.ended() && frames.next()) {
            draft.at(1);
            wire.event(frames.data(), draft);
        }
        if (!draft.ended() && !frames.cutOff()) {
            wire.endOfStream(draft);
        }
        wire.facts(Headers.of(), draft.facts());
        return draft;
    }
}
