package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.TruthStamp;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each fault as it looks on the wire. */
final class InjectedFaultTest {
    private static final String ASK = Client.withUsage(Client.ask("tell me", 12, true));
    private static final String WHOLE = Client.ask("tell me", 12, false);
    private static final Wire OPENAI = Wire.of(Dialect.OPENAI_CHAT, null, new Tokens(), new Seed(1));

    private static final int CLIENTS = 200;

    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        List<Mount> mounts = new ArrayList<>();
        Delay anHour = new Delay.Constant(3_600_000_000_000L);
        mounts.add(new Mount("endless", Profiles.of(Dialect.OPENAI_CHAT, Profiles.NOW, anHour, 1, 1)));
        for (Dialect dialect : Dialect.values()) {
            mounts.add(new Mount(dialect.name(), Profiles.of(dialect)));
            for (InjectedFault fault : InjectedFault.values()) {
                mounts.add(new Mount(dialect.name() + "-" + fault.id(), Profiles.always(dialect, fault)));
            }
        }
        emulator = Emulator.start(Profiles.config(mounts.toArray(Mount[]::new)), 0);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = InjectedFault.class,
            names = {"RESET_BEFORE_HEADERS", "RESET_MID_STREAM"})
    void aResetIsATcpReset(InjectedFault fault) throws Exception {
        RawCall call = call(fault, ASK);
        assertThat(call.reset()).isTrue();
        assertThat(call.text().isEmpty()).isEqualTo(fault == InjectedFault.RESET_BEFORE_HEADERS);
    }

    @Test
    void anEarlyEndIsTheEndOfTheBodyWithoutThatOfTheDialect() throws Exception {
        RawCall call = call(InjectedFault.EARLY_END, ASK);
        assertThat(call.reset()).isFalse();
        assertThat(call.ended()).isTrue();
        assertThat(call.body()).contains("\"content\":\"Na").doesNotContain("[DONE]", "finish_reason\":\"");
    }

    @Test
    void aHangUpIsAnOrderlyEndInTheMiddleOfTheBody() throws Exception {
        RawCall call = call(InjectedFault.HANG_UP, ASK);
        assertThat(call.reset()).isFalse();
        assertThat(call.ended()).isFalse();
        assertThat(call.body()).contains("\"content\":\"Na").doesNotContain("[DONE]");
    }

    @Test
    void stallsLastUntilTheClientLeaves() throws Exception {
        assertThat(call(InjectedFault.STALL_BEFORE_FIRST_TOKEN, ASK, text -> text.contains("\"role\""))
                        .body())
                .doesNotContain("\"content\":\"Na");
        assertThat(call(InjectedFault.STALL_MID_STREAM, ASK, text -> text.contains("\"content\":\"Na"))
                        .body())
                .doesNotContain("finish_reason\":\"");
    }

    @Test
    void anErrorComesInAFrameThenTheDialectsEnd() throws Exception {
        RawCall call = call(InjectedFault.ERROR_THEN_END, ASK);
        assertThat(call.body()).contains("data: {\"error\":{").endsWith("data: [DONE]\n\n");
        assertThat(call.ended()).isTrue();
    }

    @Test
    void anErrorComesInAFrameThenTheBodysEnd() throws Exception {
        RawCall call = call(InjectedFault.ERROR_THEN_EOF, ASK);
        assertThat(call.body()).contains("data: {\"error\":{").doesNotContain("[DONE]");
        assertThat(call.ended()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"HTML_502,502,Bad Gateway", "HTML_504,504,Gateway Time-out"})
    void aGatewaysErrorIsHtml(InjectedFault fault, int status, String reason) throws Exception {
        RawCall call = call(fault, ASK);
        assertThat(call.status()).isEqualTo(status);
        assertThat(call.text()).contains("content-type: text/html", "<h1>" + status + " " + reason + "</h1>");
    }

    @Test
    void claudesSpendLimitIsAWrongRequestButForItsWords() throws Exception {
        Wire claude = Wire.of(Dialect.ANTHROPIC_MESSAGES, null, new Tokens(), new Seed(1));
        RawCall call = claude(InjectedFault.SPEND_LIMIT, claude);
        assertThat(call.status()).isEqualTo(400);
        assertThat(call.text()).contains("\"type\":\"invalid_request_error\"", "specified API usage limits");
    }

    @Test
    void claudeTellsItsUsageInSteps() throws Exception {
        Wire claude = Wire.of(Dialect.ANTHROPIC_MESSAGES, null, new Tokens(), new Seed(1));
        List<JsonNode> deltas = claude(InjectedFault.USAGE_IN_STEPS, claude)
                .body()
                .lines()
                .filter(line -> line.startsWith("data: {\"type\":\"message_delta\""))
                .map(line -> Json.leniently(line.substring(6)))
                .toList();
        assertThat(deltas)
                .extracting(delta -> delta.at("/delta/stop_reason").asString("none yet"))
                .containsExactly("none yet", "max_tokens");
        assertThat(deltas)
                .extracting(delta -> delta.at("/usage/output_tokens").asInt())
                .containsExactly(4, 8);
    }

    @Test
    void aMalformedFrameIsNoJson() throws Exception {
        List<String> frames = call(InjectedFault.MALFORMED_FRAME, ASK)
                .body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .filter(line -> Json.leniently(line.substring(6)).isString())
                .toList();
        assertThat(frames).hasSize(1);
    }

    @Test
    void charactersAreSplitBetweenTwoWrites() throws Exception {
        RawCall call = call(InjectedFault.SPLIT_CHARACTERS, ASK);
        assertThat(call.chunks()).anyMatch(chunk -> (chunk[chunk.length - 1] & 0xC0) == 0xC0);
        assertThat(withoutIds(call.body())).isEqualTo(withoutIds(plain(ASK).body()));
    }

    @Test
    void everyByteIsSentOnItsOwn() throws Exception {
        RawCall call = call(InjectedFault.BYTE_BY_BYTE, ASK);
        byte[] last = call.chunks().getLast(); // the end of the stream is sent as one
        assertThat(call.chunks().subList(0, call.chunks().size() - 1)).allMatch(chunk -> chunk.length == 1);
        assertThat(new String(last, StandardCharsets.UTF_8)).endsWith("[DONE]\n\n");
        assertThat(withoutIds(call.body())).isEqualTo(withoutIds(plain(ASK).body()));
    }

    @Test
    void twoFramesAreSentAsOne() throws Exception {
        RawCall call = call(InjectedFault.TWO_FRAMES_AT_ONCE, ASK);
        assertThat(call.chunks())
                .filteredOn(chunk -> text(chunk).contains("\"content\":\""))
                .anyMatch(chunk -> text(chunk).split("data: ", -1).length == 3);
    }

    @Test
    void commentsComeBeforeTheFirstFrame() throws Exception {
        assertThat(call(InjectedFault.COMMENT_PINGS, ASK).body()).startsWith(": keep-alive\n\n:\n\ndata: {");
    }

    @Test
    void linesEndWithCarriageReturnAndLineFeed() throws Exception {
        String body = call(InjectedFault.CRLF, ASK).body();
        assertThat(body.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(withoutIds(body.replace("\r\n", "\n")))
                .isEqualTo(withoutIds(plain(ASK).body()));
    }

    @Test
    void refusalsAndFilteredAnswersSayWhy() throws Exception {
        assertThat(call(InjectedFault.REFUSAL, ASK).body()).contains("\"refusal\":\"I", "\"finish_reason\":\"stop\"");
        assertThat(call(InjectedFault.REFUSAL, WHOLE).text()).contains("\"content\":null,\"refusal\":\"I'm sorry");
        assertThat(call(InjectedFault.ANSWER_FILTERED, ASK).body())
                .contains("\"content\":\"Na", "\"finish_reason\":\"content_filter\"");
    }

    static Stream<Arguments> statuses() {
        return Stream.of(
                Arguments.of(InjectedFault.RATE_LIMITED, 429, "rate_limit_exceeded"),
                Arguments.of(
                        InjectedFault.SLOW_DOWN,
                        429,
                        "\"type\":\"rate_limit_error\",\"param\":null,\"code\":\"slow_down\""),
                Arguments.of(InjectedFault.QUOTA_EXHAUSTED, 429, "\"code\":\"insufficient_quota\""),
                Arguments.of(
                        InjectedFault.SPEND_LIMIT,
                        429,
                        "\"type\":\"insufficient_quota\",\"param\":null,\"code\":\"organization_spend_limit_exceeded\""),
                Arguments.of(InjectedFault.FORBIDDEN, 403, "invalid_request_error"),
                Arguments.of(InjectedFault.REQUEST_TIMEOUT, 408, "server_error"),
                Arguments.of(InjectedFault.CONFLICT, 409, "invalid_request_error"),
                Arguments.of(InjectedFault.UNPROCESSABLE, 422, "invalid_request_error"),
                Arguments.of(InjectedFault.SERVER_ERROR, 500, "server_error"),
                Arguments.of(InjectedFault.OVERLOADED, 503, "server_is_overloaded"),
                Arguments.of(InjectedFault.UNAUTHORISED, 401, "invalid_api_key"),
                Arguments.of(InjectedFault.NOT_FOUND, 404, "model_not_found"),
                Arguments.of(InjectedFault.PROMPT_FILTERED, 400, "content_filter"));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void errorsAreOpenAis(InjectedFault fault, int status, String words) throws Exception {
        RawCall call = call(fault, ASK);
        assertThat(call.status()).isEqualTo(status);
        assertThat(call.text()).contains(words);
    }

    static Stream<Arguments> everyFaultOfEveryDialect() {
        return Arrays.stream(Dialect.values())
                .flatMap(dialect -> Stream.of(true, false)
                        .flatMap(stream -> Arrays.stream(InjectedFault.values())
                                // Of that one nothing ever comes; the end-to-end test of faults shows its stamp.
                                .filter(fault -> fault != InjectedFault.STALL_BEFORE_HEADERS)
                                .map(fault -> Arguments.of(dialect, fault, stream))));
    }

    @ParameterizedTest
    @MethodSource("everyFaultOfEveryDialect")
    void theStampNamesTheFaultAndTheOutcome(Dialect dialect, InjectedFault fault, boolean stream) throws Exception {
        Wire wire = Wire.of(dialect, null, new Tokens(), new Seed(1));
        boolean stalls = EnumSet.of(InjectedFault.STALL_BEFORE_FIRST_TOKEN, InjectedFault.STALL_MID_STREAM)
                .contains(fault);
        String mount = dialect.name() + "-" + fault.id();
        RawCall.of(emulator, mount, wire, wire.sampleBody(stream), text -> stalls && text.contains("\r\n\r\n"));
        boolean streams = wire.read(sample(wire, stream)).stream();
        assertThat(firstStamps()).singleElement().satisfies(stamp -> {
            assertThat(stamp.fault()).isEqualTo(fault);
            assertThat(stamp.expected()).isEqualTo(wire.expected(fault, streams));
            assertThat(stamp.clientRequestId()).isEqualTo("mine");
        });
    }

    @Test
    void ofAClientThatLeavesAGoodAnswerNothingIsExpected() throws Exception {
        RawCall.of(emulator, "endless", OPENAI, ASK, text -> text.contains("\"content\":\"Na"));
        TruthStamp stamp = firstStamps().getFirst();
        assertThat(stamp.fault()).isNull();
        assertThat(stamp.expected()).isNull();
        assertThat(stamp.frameNanos().size()).isEqualTo(1);
    }

    /** The body's end comes a moment after TGI's last frame; of many clients that do not wait for it, some are faster. */
    @Test
    void ofAClientThatLeavesAfterTheDialectsEndAGoodAnswerIsExpected() throws Exception {
        Wire tgi = Wire.of(Dialect.TGI_GENERATE, null, new Tokens(), new Seed(1));
        for (int i = 0; i < CLIENTS; i++) {
            RawCall.of(emulator, "TGI_GENERATE", tgi, tgi.sampleBody(true), text -> text.contains("\"finish_reason\""));
        }
        List<TruthStamp> stamps = emulator.truth();
        while (stamps.size() < CLIENTS) {
            stamps = emulator.truth();
        }
        assertThat(stamps).extracting(TruthStamp::expected).containsOnly(Outcome.Kind.OK);
    }

    /** The sample as a wire gets it: some dialects stream always or never, whatever a body says. */
    private static Incoming sample(Wire wire, boolean stream) {
        QueryStringDecoder target = new QueryStringDecoder(wire.samplePath());
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        headers.set("Authorization", "Bearer x");
        headers.set("api-key", "x");
        headers.set("x-api-key", "x");
        headers.set("anthropic-version", "2023-06-01");
        byte[] body = wire.sampleBody(stream).getBytes(StandardCharsets.UTF_8);
        return new Incoming(0, 0, HttpMethod.POST, target.path(), target.parameters(), headers, body);
    }

    /** The server hears a moment later that a client has left. */
    private List<TruthStamp> firstStamps() throws InterruptedException {
        List<TruthStamp> stamps = emulator.truth();
        while (stamps.isEmpty()) {
            stamps = emulator.truth();
        }
        return stamps;
    }

    private RawCall plain(String ask) throws Exception {
        return RawCall.of(emulator, "OPENAI_CHAT", OPENAI, ask);
    }

    private RawCall call(InjectedFault fault, String ask) throws Exception {
        return call(fault, ask, text -> false);
    }

    private RawCall call(InjectedFault fault, String ask, Predicate<String> enough) throws Exception {
        return RawCall.of(emulator, "OPENAI_CHAT-" + fault.id(), OPENAI, ask, enough);
    }

    private RawCall claude(InjectedFault fault, Wire claude) throws Exception {
        String mount = Dialect.ANTHROPIC_MESSAGES.name() + "-" + fault.id();
        return RawCall.of(emulator, mount, claude, claude.sampleBody(true), text -> false);
    }

    private static String text(byte[] chunk) {
        return new String(chunk, StandardCharsets.UTF_8);
    }

    /** Each mount has ids and padding of its own. */
    private static String withoutIds(String body) {
        return body.replaceAll("\"(id|system_fingerprint|obfuscation)\":\"[^\"]*\"", "");
    }
}
