package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Gemini and Bedrock do that OpenAI does not. */
class CloudModelsTest {
    private static final String SCHEMA = "{\"type\":\"object\"}";
    private static final AnswerFormat OBJECT = new AnswerFormat.JsonObject();
    private static final AnswerFormat STRICT = new AnswerFormat.JsonSchema("intent", SCHEMA);
    private static final AnswerFormat TOOL = new AnswerFormat.ToolCall("set_intent", SCHEMA);
    private static final String WORD = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}%s}]}";

    @Test
    void geminisStreamIsWholeOnlyAfterAFinishReason() throws IOException {
        assertThat(kind(gemini(WORD.formatted("")))).isEqualTo(Kind.TRUNCATED);
        assertThat(kind(gemini(WORD.formatted(",\"finishReason\":\"STOP\"")))).isEqualTo(Kind.OK);
        assertThat(kind(gemini(WORD.formatted(",\"finishReason\":\"MAX_TOKENS\""))))
                .isEqualTo(Kind.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"})
    void geminisFilterEndsAnAnswer(String reason) throws IOException {
        assertThat(kind(gemini(WORD.formatted(",\"finishReason\":\"" + reason + "\""))))
                .isEqualTo(Kind.CONTENT_FILTERED);
    }

    @Test
    void aPromptThatGeminiBlocksHasNoCandidate() throws IOException {
        String blocked = "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},"
                + "\"usageMetadata\":{\"promptTokenCount\":7,\"totalTokenCount\":7}}";
        assertThat(kind(gemini(blocked))).isEqualTo(Kind.CONTENT_FILTERED);
        ReplyDraft whole = Frames.whole(Dialect.GEMINI, blocked);
        assertThat(kind(whole)).isEqualTo(Kind.CONTENT_FILTERED);
        assertThat(whole.usage().usage()).isEqualTo(new TokenUsage(7, 0, 0, 0, 0, false));
    }

    @Test
    void geminisErrorInAStreamIsAnError() throws IOException {
        ReplyDraft draft = gemini(
                WORD.formatted(""), "{\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}");
        assertThat(kind(draft)).isEqualTo(Kind.ERROR_IN_STREAM);
    }

    @Test
    void geminiSaysInTheBodyHowLongToWait() throws IOException {
        String body = "{\"error\":{\"code\":429,\"message\":\"quota\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":["
                + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34s\"}]}}";
        try (LoopbackServer server = LoopbackServer.saying(LoopbackServer.response("429 Too Many Requests", body));
                HttpProvider provider = Wire.open(Dialect.GEMINI, server.uri())) {
            Attempt attempt = provider.call(Wire.call(true), Wire.counting()).attempt();
            assertThat(attempt.outcome().kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(attempt.facts().retryAfterNanos()).hasValue(34_000_000_000L);
            assertThat(server.requests().getFirst().head())
                    .startsWith("POST /v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse HTTP");
        }
    }

    @Test
    void geminiIsAskedForJsonInItsConfig() {
        assertThat(Frames.asked(Dialect.GEMINI, OBJECT))
                .contains("\"responseMimeType\":\"application/json\"")
                .doesNotContain("Schema");
        assertThat(Frames.asked(Dialect.GEMINI, STRICT, "END"))
                .contains(
                        "\"stopSequences\":[\"END\"],\"responseMimeType\":\"application/json\",\"responseJsonSchema\":"
                                + SCHEMA);
        assertThat(Frames.asked(Dialect.GEMINI, TOOL))
                .contains(
                        "\"functionDeclarations\":[{\"name\":\"set_intent\",\"parametersJsonSchema\":" + SCHEMA + "}]",
                        "{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"set_intent\"]}");
    }

    @Test
    void geminisFunctionArgumentsAreTheAnswer() throws IOException {
        ReplyDraft draft =
                gemini("{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"set_intent\","
                        + "\"args\":{\"intent\":\"pay\"}}}]},\"finishReason\":\"STOP\"}]}");
        assertThat(draft.text()).isEqualTo("{\"intent\":\"pay\"}");
    }

    @Test
    void bedrockTellsItsTimeItsTierAndItsThoughts() throws IOException {
        ReplyDraft draft = HostedServersTest.read(Dialect.BEDROCK_CONVERSE, Wire.stream(Dialect.BEDROCK_CONVERSE));
        assertThat(draft.facts().totalNanos()).hasValue(1_743_000_000L);
        assertThat(draft.facts().serviceTier()).isEqualTo("priority");
        assertThat(draft.firstReasoningNanos()).isPresent();
    }

    @Test
    void bedrocksExceptionsAreFramesAndErrors() throws IOException {
        byte[] stream = EventStreamReaderTest.join(
                EventStreamReaderTest.event(
                        "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}"),
                EventStreamReaderTest.frame(
                        Map.of(":message-type", "exception", ":exception-type", "modelStreamErrorException"),
                        "{\"message\":\"fell over\",\"originalStatusCode\":500}"));
        ReplyDraft draft = HostedServersTest.read(Dialect.BEDROCK_CONVERSE, stream);
        assertThat(kind(draft)).isEqualTo(Kind.ERROR_IN_STREAM);
        assertThat(draft.ending(Kind.TRUNCATED).detail()).isEqualTo("modelStreamErrorException: fell over");
        assertThat(draft.text()).isEqualTo("a");
    }

    @Test
    void bedrocksGuardrailAndFilterAreNoAnswers() throws IOException {
        for (String reason : new String[] {"guardrail_intervened", "content_filtered"}) {
            ReplyDraft draft = Frames.whole(
                    Dialect.BEDROCK_CONVERSE,
                    "{\"output\":{\"message\":{\"content\":[{\"text\":\"No.\"}]}},\"stopReason\":\"" + reason + "\"}");
            assertThat(kind(draft)).isEqualTo(Kind.CONTENT_FILTERED);
        }
    }

    @Test
    void bedrocksToolInputIsTheAnswerInPiecesAndWhole() throws IOException {
        byte[] stream = EventStreamReaderTest.join(
                EventStreamReaderTest.event(
                        "contentBlockDelta", "{\"delta\":{\"toolUse\":{\"input\":\"{\\\"intent\\\":\"}}}"),
                EventStreamReaderTest.event(
                        "contentBlockDelta", "{\"delta\":{\"toolUse\":{\"input\":\"\\\"pay\\\"}\"}}}"),
                EventStreamReaderTest.event("messageStop", "{\"stopReason\":\"tool_use\"}"),
                EventStreamReaderTest.event("metadata", "{}"));
        assertThat(HostedServersTest.read(Dialect.BEDROCK_CONVERSE, stream).text())
                .isEqualTo("{\"intent\":\"pay\"}");
        ReplyDraft whole = Frames.whole(
                Dialect.BEDROCK_CONVERSE,
                "{\"output\":{\"message\":{\"content\":[{\"toolUse\":{\"name\":\"set_intent\","
                        + "\"input\":{\"intent\":\"pay\"}}}]}},\"stopReason\":\"tool_use\"}");
        assertThat(whole.text()).isEqualTo("{\"intent\":\"pay\"}");
        assertThat(Frames.asked(Dialect.BEDROCK_CONVERSE, TOOL))
                .contains(
                        "\"toolSpec\":{\"name\":\"set_intent\",\"inputSchema\":{\"json\":" + SCHEMA + "}}",
                        "\"toolChoice\":{\"tool\":{\"name\":\"set_intent\"}}");
    }

    /** Some models' streams count the cache twice; nobody can tell which figure is right. */
    @Test
    void bedrocksDoubleCountIsDisputed() throws IOException {
        TokenUsage usage = Frames.usage(
                Dialect.BEDROCK_CONVERSE,
                "{\"usage\":{\"inputTokens\":4995,\"outputTokens\":19,\"totalTokens\":5014,\"cacheWriteInputTokens\":4993}}");
        assertThat(usage.disputed()).isTrue();
    }

    @Test
    void bedrocksQuotaIsNamedInAHeader() {
        ErrorBody error = new ErrorBody(null, null, "You exceeded the service quota");
        WireDialect bedrock = Frames.dialect(Dialect.BEDROCK_CONVERSE);
        assertThat(bedrock.failure(
                        400, error, Headers.of("x-amzn-ErrorType", "ServiceQuotaExceededException:http://x")))
                .isEqualTo(Kind.QUOTA_EXHAUSTED);
        assertThat(bedrock.failure(400, error, Headers.of("x-amzn-ErrorType", "ValidationException")))
                .isEqualTo(Kind.BAD_REQUEST);
    }

    @Test
    void bedrockIsSignedAndItsSecretsStayHome() throws IOException {
        Map<String, String> keys = Map.of("ID", "made-up-id", "SECRET", Wire.CANARY, "TOKEN", "made-up-token");
        String echo = "{\"message\":\"no such secret: " + Wire.CANARY + "\"}";
        try (LoopbackServer server = LoopbackServer.saying(LoopbackServer.response("403 Forbidden", echo))) {
            Target.Http target = Wire.target(Dialect.BEDROCK_CONVERSE, server.uri())
                    .with(new Credential.Aws("ID", "SECRET", "TOKEN", "us-east-1"));
            try (HttpProvider provider = HttpProvider.open(target, keys::get, 1)) {
                Reply reply = provider.call(Wire.call(true), Wire.counting());
                assertThat(reply.attempt().outcome().kind()).isEqualTo(Kind.AUTH);
                assertThat(reply.attempt().outcome().detail()).doesNotContain(Wire.CANARY);
            }
            LoopbackServer.Request request = server.requests().getFirst();
            assertThat(request.head())
                    .contains("Authorization: AWS4-HMAC-SHA256 Credential=made-up-id/")
                    .contains("X-Amz-Security-Token: made-up-token")
                    .doesNotContain(Wire.CANARY);
            assertThat(request.hasHeader("accept", "application/vnd.amazon.eventstream"))
                    .isTrue();
        }
    }

    private static ReplyDraft gemini(String... frames) throws IOException {
        StringBuilder stream = new StringBuilder();
        for (String frame : frames) {
            stream.append("data: ").append(frame).append("\r\n\r\n");
        }
        return HostedServersTest.read(Dialect.GEMINI, stream.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Kind kind(ReplyDraft draft) {
        return draft.ending(Kind.TRUNCATED).kind();
    }
}
