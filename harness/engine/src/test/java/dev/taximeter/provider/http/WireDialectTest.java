package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.model.TokenUsage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireDialectTest {
    private static final URI HERE = URI.create("https://models.example/base/");

    @Test
    void urlsAreTheVendors() {
        assertThat(dialect(Dialect.OPENAI_CHAT).url()).hasToString("https://models.example/base/chat/completions");
        assertThat(dialect(Dialect.AZURE_DEPLOYMENT).url())
                .hasToString("https://models.example/base/openai/deployments/my%20chat/chat/completions"
                        + "?api-version=2024-10-21");
        assertThat(dialect(Dialect.AZURE_V1).url())
                .hasToString("https://models.example/base/openai/v1/chat/completions");
        assertThat(dialect(Dialect.ANTHROPIC_MESSAGES).url()).hasToString("https://models.example/base/v1/messages");
        assertThat(dialect(Dialect.ANTHROPIC_COMPLETE).url()).hasToString("https://models.example/base/v1/complete");
        assertThat(dialect(Dialect.OPENAI_RESPONSES).url()).hasToString("https://models.example/base/responses");
        assertThat(dialect(Dialect.OPENAI_COMPLETIONS).url()).hasToString("https://models.example/base/completions");
        assertThat(dialect(Dialect.OPENAI_EMBEDDINGS).url()).hasToString("https://models.example/base/embeddings");
        for (Dialect chat :
                List.of(Dialect.VLLM_CHAT, Dialect.TGI_CHAT, Dialect.LLAMA_CPP_CHAT, Dialect.OLLAMA_COMPATIBLE)) {
            assertThat(dialect(chat).url()).hasToString("https://models.example/base/v1/chat/completions");
        }
        assertThat(dialect(Dialect.VLLM_COMPLETIONS).url()).hasToString("https://models.example/base/v1/completions");
        assertThat(dialect(Dialect.TGI_GENERATE).url()).hasToString("https://models.example/base/generate");
        assertThat(dialect(Dialect.TGI_GENERATE).streamUrl())
                .hasToString("https://models.example/base/generate_stream");
        assertThat(dialect(Dialect.OLLAMA_CHAT).url()).hasToString("https://models.example/base/api/chat");
        assertThat(dialect(Dialect.GEMINI).url())
                .hasToString("https://models.example/base/v1beta/models/gemini-2.5-flash:generateContent");
        assertThat(dialect(Dialect.GEMINI).streamUrl())
                .hasToString(
                        "https://models.example/base/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse");
        assertThat(dialect(Dialect.BEDROCK_CONVERSE).url())
                .hasToString("https://models.example/base/model/meta.llama3-70b-instruct-v1%3A0/converse");
        assertThat(dialect(Dialect.BEDROCK_CONVERSE).streamUrl())
                .hasToString("https://models.example/base/model/meta.llama3-70b-instruct-v1%3A0/converse-stream");
    }

    @Test
    void theKeyGoesWhereTheVendorLooksForIt() {
        for (Dialect dialect : List.of(
                Dialect.OPENAI_CHAT, Dialect.OPENAI_RESPONSES, Dialect.OPENAI_COMPLETIONS, Dialect.OPENAI_EMBEDDINGS)) {
            assertThat(dialect(dialect).headers("k").get("Authorization")).isEqualTo("Bearer k");
        }
        assertThat(dialect(Dialect.ANTHROPIC_COMPLETE).headers("k").get("x-api-key"))
                .isEqualTo("k");
        assertThat(dialect(Dialect.AZURE_V1).headers("k").get("api-key")).isEqualTo("k");
        assertThat(dialect(Dialect.GEMINI).headers("k").get("x-goog-api-key")).isEqualTo("k");
        assertThat(dialect(Dialect.ANTHROPIC_MESSAGES).headers("k").get("x-api-key"))
                .isEqualTo("k");
        assertThat(dialect(Dialect.ANTHROPIC_MESSAGES).headers(null).toString())
                .isEqualTo("anthropic-version: 2023-06-01\n");
    }

    @Test
    void bodiesSayWhatTheVendorsWant() {
        String messages = "\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"Hello \\\"taxi\\\"\\n🚕\"}],\"max_tokens\":16,\"temperature\":0,"
                + "\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
        assertThat(body(Dialect.OPENAI_CHAT, true)).isEqualTo("{\"model\":\"gpt-3.5-turbo\"," + messages);
        assertThat(body(Dialect.AZURE_DEPLOYMENT, true)).isEqualTo("{" + messages);
        assertThat(body(Dialect.AZURE_V1, true)).isEqualTo("{\"model\":\"my chat\"," + messages);
        assertThat(body(Dialect.ANTHROPIC_MESSAGES, true))
                .isEqualTo("{\"model\":\"claude-instant-1\",\"max_tokens\":16,\"temperature\":0,"
                        + "\"system\":\"Be brief.\",\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"Hello \\\"taxi\\\"\\n🚕\"}],\"stream\":true}");
        assertThat(body(Dialect.OPENAI_CHAT, false)).doesNotContain("stream");
        String said = "Hello \\\"taxi\\\"\\n🚕";
        assertThat(body(Dialect.OPENAI_RESPONSES, true))
                .isEqualTo("{\"model\":\"gpt-4o-mini\",\"instructions\":\"Be brief.\",\"input\":[{\"role\":\"user\","
                        + "\"content\":\"" + said + "\"}],\"max_output_tokens\":16,\"temperature\":0,\"store\":false,"
                        + "\"stream\":true}");
        assertThat(body(Dialect.OPENAI_COMPLETIONS, true))
                .isEqualTo(
                        "{\"model\":\"davinci:ft-acme-2023-03-01-10-00-00\",\"prompt\":\"Be brief.\\n\\nUser: " + said
                                + "\\n"
                                + "\\n"
                                + "Assistant:\",\"max_tokens\":16,\"temperature\":0,\"stop\":[\"\\n"
                                + "User:\",\"\\n"
                                + "###\"],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        assertThat(body(Dialect.OPENAI_EMBEDDINGS, false))
                .isEqualTo("{\"model\":\"text-embedding-3-small\",\"input\":\"" + said
                        + "\",\"encoding_format\":\"float\"}");
        assertThat(body(Dialect.ANTHROPIC_COMPLETE, true))
                .isEqualTo("{\"model\":\"claude-instant-1\",\"prompt\":\"Be brief.\\n\\nHuman: " + said
                        + "\\n\\nAssistant:\",\"max_tokens_to_sample\":16,\"temperature\":0,"
                        + "\"stop_sequences\":[\"\\n\\nHuman:\"],\"stream\":true}");
    }

    @Test
    void bodiesSayWhatOtherServersWant() {
        String said = "Hello \\\"taxi\\\"\\n🚕";
        String chat = "{\"model\":\"llama-3\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"" + said + "\"}],";
        String limited =
                "\"max_tokens\":16,\"temperature\":0,\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
        for (Dialect same :
                List.of(Dialect.VLLM_CHAT, Dialect.TGI_CHAT, Dialect.LLAMA_CPP_CHAT, Dialect.OLLAMA_COMPATIBLE)) {
            assertThat(body(same, true)).isEqualTo(chat + limited);
        }
        assertThat(body(Dialect.OLLAMA_CHAT, true))
                .isEqualTo(chat + "\"stream\":true,\"options\":{\"num_predict\":16,\"temperature\":0}}");
        assertThat(body(Dialect.OLLAMA_CHAT, false)).contains("\"stream\":false");
        String transcript = "\"Be brief.\\n\\nUser: " + said + "\\n\\nAssistant:\"";
        assertThat(body(Dialect.VLLM_COMPLETIONS, true))
                .isEqualTo("{\"model\":\"falcon-7b\",\"prompt\":" + transcript + "," + limited);
        assertThat(body(Dialect.TGI_GENERATE, true))
                .isEqualTo("{\"inputs\":" + transcript
                        + ",\"parameters\":{\"max_new_tokens\":16,\"do_sample\":false,\"details\":true}}");
        assertThat(body(Dialect.GEMINI, true))
                .isEqualTo("{\"systemInstruction\":{\"parts\":[{\"text\":\"Be"
                        + " brief.\"}]},\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + said
                        + "\"}]}],\"generationConfig\":{\"maxOutputTokens\":16,"
                        + "\"temperature\":0}}");
        assertThat(body(Dialect.BEDROCK_CONVERSE, true))
                .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"" + said
                        + "\"}]}],\"system\":[{\"text\":\"Be"
                        + " brief.\"}],\"inferenceConfig\":{\"maxTokens\":16,\"temperature\":0}}");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-3.5-turbo,false",
        "gpt-4o-mini,false",
        "o3-mini,true",
        "gpt-5-mini,true",
        "openai/gpt-5-mini,true",
        "ft:o4-mini-2025-04-16:acme::x1,true",
        "gpt-4.1,false",
        "ft:gpt-4o-mini-2024-07-18:acme::x1,false"
    })
    void reasoningModelsGetTheLimitThatTheyUnderstand(String model, boolean reasoning) {
        Target.Http target = new Target.Http(Dialect.OPENAI_CHAT, HERE, model, null, null, Credential.NONE);
        String body = new String(WireDialect.of(target).body(Wire.call(true)), StandardCharsets.UTF_8);
        assertThat(body.contains("\"max_completion_tokens\":16")).isEqualTo(reasoning);
        assertThat(body.contains("\"max_tokens\":16,\"temperature\":0")).isEqualTo(!reasoning);
    }

    @ParameterizedTest
    @MethodSource("dev.taximeter.provider.http.Wire#streaming")
    void aStreamMeansTheSameWhereverItIsSplit(Dialect dialect) throws IOException {
        byte[] bytes = Wire.stream(dialect);
        Map<Meaning, Integer> firstSplits = new LinkedHashMap<>();
        for (int at = 0; at <= bytes.length; at++) {
            ReplyDraft draft =
                    read(dialect, Arrays.copyOfRange(bytes, 0, at), Arrays.copyOfRange(bytes, at, bytes.length));
            firstSplits.putIfAbsent(Meaning.of(draft), at);
        }
        assertThat(firstSplits).containsOnlyKeys(new Meaning(text(dialect), usage(dialect), 2, Kind.OK));
    }

    @ParameterizedTest
    @MethodSource("dev.taximeter.provider.http.Wire#streaming")
    void aStreamThatIsCutAnywhereIsNeverGood(Dialect dialect) throws IOException {
        byte[] bytes = Wire.stream(dialect);
        Map<Kind, Integer> firstCuts = new LinkedHashMap<>();
        for (int at = 0; at < bytes.length - 1; at++) {
            ReplyDraft draft = read(dialect, Arrays.copyOfRange(bytes, 0, at));
            firstCuts.putIfAbsent(draft.ending(Kind.TRUNCATED).kind(), at);
        }
        assertThat(firstCuts).containsOnlyKeys(Kind.TRUNCATED);
    }

    @ParameterizedTest
    @EnumSource
    void aWholeBodyMeansWhatTheStreamMeans(Dialect dialect) throws IOException {
        ReplyDraft draft = new ReplyDraft();
        draft.at(5);
        dialect(dialect).whole(Wire.fixture(name(dialect) + ".json").getBytes(StandardCharsets.UTF_8), draft);
        dialect(dialect).usage(Headers.of("x-prompt-tokens", "9", "x-generated-tokens", "5"), draft.usage());
        assertThat(draft.text()).isEqualTo(text(dialect));
        assertThat(draft.usage().usage()).isEqualTo(usage(dialect));
        assertThat(draft.chunks().toArray()).containsExactly(5);
        assertThat(draft.ending(Kind.MALFORMED).kind()).isEqualTo(Kind.OK);
    }

    @Test
    void framesWithoutContentAreNotTheFirstToken() throws IOException {
        assertThat(firstContentEvent(Dialect.OPENAI_CHAT)).isEqualTo(2);
        assertThat(firstContentEvent(Dialect.AZURE_V1)).isEqualTo(3);
        assertThat(firstContentEvent(Dialect.ANTHROPIC_MESSAGES)).isEqualTo(8);
        assertThat(firstContentEvent(Dialect.ANTHROPIC_COMPLETE)).isEqualTo(2);
        assertThat(firstContentEvent(Dialect.OPENAI_RESPONSES)).isEqualTo(7);
        assertThat(firstContentEvent(Dialect.OPENAI_COMPLETIONS))
                .as("of the first choice")
                .isEqualTo(2);
    }

    @Test
    void azureTellsItsOwnTime() throws IOException {
        ReplyDraft streamed = read(Dialect.AZURE_V1, Wire.fixture("azure.sse").getBytes(StandardCharsets.UTF_8));
        assertThat(streamed.facts().totalNanos()).hasValue(TimeUnit.MILLISECONDS.toNanos(2074));
        ReplyDraft whole = new ReplyDraft();
        dialect(Dialect.AZURE_V1).whole(Wire.fixture("azure.json").getBytes(StandardCharsets.UTF_8), whole);
        assertThat(whole.facts().totalNanos()).hasValue(TimeUnit.MILLISECONDS.toNanos(2074));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "OPENAI_CHAT|{\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"content_filter\"}]}|CONTENT_FILTERED",
                "OPENAI_CHAT|{\"choices\":[{\"delta\":{\"content\":null,\"refusal\":\"No\"},\"finish_reason\":\"stop\"}]}|REFUSED",
                "OPENAI_CHAT|{\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}|OK",
                "OPENAI_CHAT|{\"error\":null,\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}|OK",
                "OPENAI_CHAT|{\"choices\":null}|TRUNCATED",
                "OPENAI_CHAT|{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":500}}|ERROR_IN_STREAM",
                "OPENAI_CHAT|{\"error\":\"overloaded\"}|ERROR_IN_STREAM",
                "AZURE_V1|{\"error\":{\"code\":\"500\",\"message\":\"oops\"}}|ERROR_IN_STREAM",
                "OPENAI_COMPLETIONS|{\"choices\":[{\"text\":\"\",\"index\":0,\"finish_reason\":\"content_filter\"}]}|CONTENT_FILTERED",
                "OPENAI_COMPLETIONS|{\"choices\":[{\"text\":\"\",\"index\":0,\"finish_reason\":\"length\"}]}|OK",
                "OPENAI_COMPLETIONS|{\"choices\":[{\"text\":\"\",\"index\":1,\"finish_reason\":\"stop\"}]}|TRUNCATED",
                "OPENAI_COMPLETIONS|{\"error\":{\"message\":\"oops\",\"type\":\"server_error\"}}|ERROR_IN_STREAM",
                "OPENAI_CHAT|{\"error\":{\"message\":\"pay\",\"code\":\"insufficient_quota\"}}|QUOTA_EXHAUSTED",
                "OPENAI_CHAT|{\"error\":{\"message\":\"no\",\"code\":\"content_filter\"}}|CONTENT_FILTERED",
            })
    void aFrameBeforeDoneDecides(Dialect dialect, String frame, Kind kind) throws IOException {
        ReplyDraft draft = read(dialect, ("data: " + frame + "\n\ndata: [DONE]\n\n").getBytes(StandardCharsets.UTF_8));
        assertThat(draft.ending(Kind.TRUNCATED).kind()).isEqualTo(kind);
    }

    @Test
    void anthropicsRefusalAndErrorEventsAreNotSuccess() throws IOException {
        String refusal = "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\"}}\n\n"
                + "data: {\"type\":\"message_stop\"}\n\n";
        assertThat(kind(refusal)).isEqualTo(Kind.REFUSED);
        String error = "event: error\ndata: {\"type\":\"error\",\"error\":"
                + "{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
        assertThat(kind(error)).isEqualTo(Kind.ERROR_IN_STREAM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"choices\":", "[1]", "17", "{} {}", "{\"choices\":[}", "{\"a\":\"\\uD8\"}"})
    void framesThatAreNoObjectAreMalformed(String frame) {
        byte[] stream = ("data: " + frame + "\n\n").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> read(Dialect.OPENAI_CHAT, stream)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "OPENAI_CHAT|400|invalid_request_error|context_length_exceeded|too long|BAD_REQUEST",
                "OPENAI_CHAT|401|invalid_request_error|invalid_api_key|no|AUTH",
                "OPENAI_CHAT|403|||country|AUTH",
                "OPENAI_CHAT|404||model_not_found|gone|NOT_FOUND",
                "OPENAI_CHAT|408|||slow|SERVER_ERROR",
                "OPENAI_CHAT|409|||locked|SERVER_ERROR",
                "OPENAI_CHAT|410|||retired|NOT_FOUND",
                "OPENAI_CHAT|413|||large|BAD_REQUEST",
                "OPENAI_CHAT|422|||unprocessable|BAD_REQUEST",
                "OPENAI_CHAT|429|tokens|rate_limit_exceeded|Rate limit reached. Please try again in"
                        + " 18.642s|RATE_LIMITED",
                "OPENAI_CHAT|429|rate_limit_error|slow_down|ramp|RATE_LIMITED",
                "OPENAI_CHAT|429|tokens|rate_limit_exceeded|Request too large: Limit 30000, Requested"
                        + " 36055|BAD_REQUEST",
                "OPENAI_CHAT|429|insufficient_quota|insufficient_quota|pay|QUOTA_EXHAUSTED",
                "OPENAI_CHAT|429|insufficient_quota|credit_balance_exhausted|pay|QUOTA_EXHAUSTED",
                "OPENAI_CHAT|429|insufficient_quota|organization_spend_limit_exceeded|pay|QUOTA_EXHAUSTED",
                "OPENAI_CHAT|429||project_spend_limit_exceeded|pay|QUOTA_EXHAUSTED",
                "OPENAI_CHAT|429||organization_usage_limit_exceeded|pay|QUOTA_EXHAUSTED",
                "OPENAI_CHAT|500|server_error||oops|SERVER_ERROR",
                "OPENAI_CHAT|500||server_is_overloaded|busy|OVERLOADED",
                "OPENAI_CHAT|502|||gateway|SERVER_ERROR",
                "OPENAI_CHAT|504|||gateway|SERVER_ERROR",
                "OPENAI_CHAT|503|service_unavailable_error|server_is_overloaded|busy|OVERLOADED",
                "OPENAI_RESPONSES|429|insufficient_quota|insufficient_quota|pay|QUOTA_EXHAUSTED",
                "OPENAI_COMPLETIONS|404||model_not_found|gone|NOT_FOUND",
                "OPENAI_EMBEDDINGS|401|invalid_request_error|invalid_api_key|no|AUTH",
                "ANTHROPIC_COMPLETE|529|overloaded_error||Overloaded|OVERLOADED",
                "AZURE_V1|400||content_filter|filtered|CONTENT_FILTERED",
                "AZURE_V1|429||429|The system is currently experiencing high demand|OVERLOADED",
                "AZURE_V1|429||429|Rate limit is exceeded. Try again in 2 seconds.|RATE_LIMITED",
                "ANTHROPIC_MESSAGES|400|invalid_request_error||Your credit balance is too low|QUOTA_EXHAUSTED",
                "ANTHROPIC_MESSAGES|400|invalid_request_error||max_tokens: Field required|BAD_REQUEST",
                "ANTHROPIC_MESSAGES|401|authentication_error||invalid x-api-key|AUTH",
                "ANTHROPIC_MESSAGES|402|billing_error||pay|QUOTA_EXHAUSTED",
                "ANTHROPIC_MESSAGES|413|request_too_large||large|BAD_REQUEST",
                "ANTHROPIC_MESSAGES|500|api_error||oops|SERVER_ERROR",
                "ANTHROPIC_MESSAGES|504|timeout_error||slow|SERVER_ERROR",
                "ANTHROPIC_MESSAGES|529|overloaded_error||Overloaded|OVERLOADED",
                "VLLM_CHAT|400|BadRequestError|400|too long|BAD_REQUEST",
                "VLLM_COMPLETIONS|500|InternalServerError|500|oops|SERVER_ERROR",
                "TGI_CHAT|429|overloaded||Model is overloaded|OVERLOADED",
                "TGI_GENERATE|422|validation||bad|BAD_REQUEST",
                "TGI_GENERATE|424|generation||fell over|SERVER_ERROR",
                "TGI_GENERATE|500|incomplete_generation||cut|SERVER_ERROR",
                "LLAMA_CPP_CHAT|503|unavailable_error|503|Loading model|OVERLOADED",
                "OLLAMA_CHAT|503|||server busy, please try again|OVERLOADED",
                "OLLAMA_CHAT|404|||model 'x' not found|NOT_FOUND",
                "OLLAMA_COMPATIBLE|503|api_error||server busy|OVERLOADED",
                "GEMINI|429|RESOURCE_EXHAUSTED|429|quota|RATE_LIMITED",
                "GEMINI|400|INVALID_ARGUMENT|400|API key not valid. Please pass a valid API key.|AUTH",
                "GEMINI|400|INVALID_ARGUMENT|400|bad schema|BAD_REQUEST",
                "GEMINI|503|UNAVAILABLE|503|overloaded|OVERLOADED",
                "BEDROCK_CONVERSE|400|||ValidationException|BAD_REQUEST",
                "BEDROCK_CONVERSE|403|||not authorized|AUTH",
                "BEDROCK_CONVERSE|424|||model error|SERVER_ERROR",
                "BEDROCK_CONVERSE|429|||Too many tokens|RATE_LIMITED",
                "BEDROCK_CONVERSE|503|||busy|OVERLOADED",
            })
    void errorsHaveTheirKind(Dialect dialect, int status, String type, String code, String message, Kind kind) {
        ErrorBody error = new ErrorBody(code, type, message);
        assertThat(dialect(dialect).failure(status, error, Headers.of())).isEqualTo(kind);
    }

    @Test
    void anthropics429IsARateLimitOnlyWhenItNamesATimeToWait() {
        ErrorBody error = new ErrorBody(null, "rate_limit_error", "");
        WireDialect anthropic = dialect(Dialect.ANTHROPIC_MESSAGES);
        assertThat(anthropic.failure(429, error, Headers.of("Retry-After", "3")))
                .isEqualTo(Kind.RATE_LIMITED);
        assertThat(anthropic.failure(429, error, Headers.of())).isEqualTo(Kind.QUOTA_EXHAUSTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":null,\"code\":\"c\"}}|c: m",
                "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":null,\"code\":null}}|t: m",
                "{\"error\":{\"message\":\"m\",\"code\":429}}|429: m",
                "{\"error\":\"plain\",\"error_type\":\"overloaded\"}|overloaded: plain",
                "{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\"}}|429: m",
                "{\"message\":\"m\",\"code\":\"c\"}|c: m",
                "{\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"two\\n"
                        + " lines\"},\"request_id\":\"r\"}|t: two lines",
                "<html>Bad Gateway</html>|<html>Bad Gateway</html>",
                "{}|``",
            })
    void errorBodiesAreReadInEveryShape(String body, String detail) {
        assertThat(ErrorBody.of(body.getBytes(StandardCharsets.UTF_8)).detail()).isEqualTo(detail);
    }

    @Test
    void googlesErrorsSayHowLongToWait() {
        String body = "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":["
                + "{\"@type\":\"type.googleapis.com/google.rpc.Help\",\"links\":[]},"
                + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34.5s\"}]}}";
        ErrorBody error = ErrorBody.of(body.getBytes(StandardCharsets.UTF_8));
        assertThat(error.says("RESOURCE_EXHAUSTED")).isTrue();
        assertThat(error.retryAfterNanos()).hasValue(TimeUnit.MILLISECONDS.toNanos(34_500));
    }

    private record Meaning(String text, TokenUsage usage, int chunks, Kind kind) {
        static Meaning of(ReplyDraft draft) {
            return new Meaning(
                    draft.text(),
                    draft.usage().usage(),
                    draft.chunks().size(),
                    draft.ending(Kind.TRUNCATED).kind());
        }
    }

    private static Kind kind(String anthropicStream) throws IOException {
        return read(Dialect.ANTHROPIC_MESSAGES, anthropicStream.getBytes(StandardCharsets.UTF_8))
                .ending(Kind.TRUNCATED)
                .kind();
    }

    private static WireDialect dialect(Dialect dialect) {
        return WireDialect.of(Wire.target(dialect, HERE));
    }

    private static String body(Dialect dialect, boolean stream) {
        return new String(dialect(dialect).body(Wire.call(stream)), StandardCharsets.UTF_8);
    }

    private static ReplyDraft read(Dialect dialect, byte[]... pieces) throws IOException {
        WireDialect wire = dialect(dialect);
        FrameReader events = wire.framing().reader(SseReaderTest.pieces(List.of(pieces)), () -> 1);
        ReplyDraft draft = new ReplyDraft();
        while (!draft.ended() && events.next()) {
            draft.at(events.stampNanos());
            wire.event(events.data(), draft);
        }
        if (!draft.ended() && !events.cutOff()) {
            wire.endOfStream(draft);
        }
        return draft;
    }

    /** Position of the first event with visible text, 1-based. */
    private static long firstContentEvent(Dialect dialect) throws IOException {
        WireDialect wire = dialect(dialect);
        byte[] bytes = Wire.stream(dialect);
        FrameReader events = wire.framing().reader(SseReaderTest.pieces(List.of(bytes)), () -> 1);
        ReplyDraft draft = new ReplyDraft();
        for (int i = 1; events.next(); i++) {
            draft.at(i);
            wire.event(events.data(), draft);
        }
        return draft.chunks().firstNanos();
    }

    static String name(Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> "openai";
            case OPENAI_RESPONSES -> "openai-responses";
            case OPENAI_COMPLETIONS -> "openai-completions";
            case OPENAI_EMBEDDINGS -> "openai-embeddings";
            case ANTHROPIC_COMPLETE -> "anthropic-complete";
            case AZURE_DEPLOYMENT, AZURE_V1 -> "azure";
            case ANTHROPIC_MESSAGES -> "anthropic";
            case VLLM_CHAT -> "vllm";
            case VLLM_COMPLETIONS -> "vllm-completions";
            case TGI_CHAT -> "tgi";
            case TGI_GENERATE -> "tgi-generate";
            case LLAMA_CPP_CHAT -> "llama-cpp";
            case OLLAMA_CHAT -> "ollama";
            case OLLAMA_COMPATIBLE -> "ollama-compatible";
            case GEMINI -> "gemini";
            case BEDROCK_CONVERSE -> "bedrock";
        };
    }

    static String text(Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT -> "Grüße 🚕";
            case OPENAI_RESPONSES -> "Ciao, 東京!";
            case OPENAI_COMPLETIONS -> " Bonjour 🌞";
            case OPENAI_EMBEDDINGS -> "AACAPgAAAL8AAIA/";
            case ANTHROPIC_COMPLETE -> " Guten Tag 🌤";
            case AZURE_DEPLOYMENT, AZURE_V1 -> "Your card is on its way.";
            case ANTHROPIC_MESSAGES -> "Olá! (hello)";
            case VLLM_CHAT -> "Hallo Welt 🌍";
            case VLLM_COMPLETIONS -> " Once upon 🦅";
            case TGI_CHAT -> "Buenos días ☀";
            case TGI_GENERATE -> "Dobrý den ☁";
            case LLAMA_CPP_CHAT -> "God dag 🌨";
            case OLLAMA_CHAT -> "Hei maailma 🌲";
            case OLLAMA_COMPATIBLE -> "Szervusz 🏛";
            case GEMINI -> "Ahoj světe 🌻";
            case BEDROCK_CONVERSE -> "Bom dia 🌴";
        };
    }

    /** What the fixture's server tells; null for nothing. */
    static TokenUsage usage(Dialect dialect) {
        return switch (dialect) {
            case OPENAI_RESPONSES -> new TokenUsage(12, 8, 0, 4, 5, false);
            case OPENAI_COMPLETIONS -> new TokenUsage(7, 0, 0, 6, 0, false);
            case OPENAI_EMBEDDINGS -> new TokenUsage(8, 0, 0, 0, 0, false);
            case ANTHROPIC_COMPLETE -> null;
            case OPENAI_CHAT -> new TokenUsage(20, 10, 0, 5, 4, false);
            case AZURE_DEPLOYMENT, AZURE_V1 -> new TokenUsage(19, 0, 0, 7, 0, false);
            case ANTHROPIC_MESSAGES -> new TokenUsage(16, 8, 3, 12, 6, false);
            case VLLM_CHAT -> new TokenUsage(5, 16, 0, 5, 0, false);
            case VLLM_COMPLETIONS -> new TokenUsage(9, 0, 0, 4, 0, false);
            case TGI_CHAT -> new TokenUsage(14, 0, 0, 6, 0, false);
            case TGI_GENERATE -> new TokenUsage(9, 0, 0, 5, 0, false);
            case LLAMA_CPP_CHAT -> new TokenUsage(1, 83, 0, 4, 0, false);
            case OLLAMA_CHAT, OLLAMA_COMPATIBLE -> new TokenUsage(26, 0, 0, 7, 0, false);
            case GEMINI -> new TokenUsage(8, 3, 0, 12, 603, false);
            case BEDROCK_CONVERSE -> new TokenUsage(16, 1000, 100, 18, 0, false);
        };
    }
}
