package dev.taximeter.provider.http;

import static dev.taximeter.provider.http.LoopbackServer.chunk;
import static dev.taximeter.provider.http.LoopbackServer.response;
import static dev.taximeter.provider.http.LoopbackServer.stream;
import static dev.taximeter.provider.http.LoopbackServer.streamHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Reply;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets, by a clock that moves only when it is read. */
@Timeout(60)
class HttpProviderTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String ROLE =
            "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n";
    private static final String TOKEN = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";
    private static final String STOP = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    @ParameterizedTest
    @MethodSource("dev.taximeter.provider.http.Wire#streaming")
    void readsAStream(Dialect dialect) throws IOException {
        byte[] body = Wire.stream(dialect);
        String mediaType = Frames.dialect(dialect).framing().mediaType();
        String head = response(
                        "200 OK",
                        "",
                        "Content-Type: " + mediaType,
                        "x-request-id: req_1",
                        "request-id: req_1",
                        "x-amzn-requestid: req_1",
                        "x-ms-region: Sweden Central")
                .replace("Content-Length: 0", "Content-Length: " + body.length);
        byte[] all = EventStreamReaderTest.join(head.getBytes(StandardCharsets.UTF_8), body);
        try (LoopbackServer server = new LoopbackServer(peer -> peer.send(all));
                HttpProvider provider = Wire.open(dialect, server.uri())) {
            Reply reply = provider.call(Wire.call(true), Wire.counting());
            Attempt attempt = reply.attempt();
            assertThat(attempt.outcome()).isEqualTo(Outcome.ok(200));
            assertThat(reply.text()).isEqualTo(WireDialectTest.text(dialect));
            isTheUsageOf(dialect, attempt.usage());
            assertThat(attempt.chunks().size()).isEqualTo(2);
            assertThat(attempt.finishReason())
                    .isIn("stop", "end_turn", "completed", "stop_sequence", "eos_token", "STOP");
            assertThat(attempt.facts().requestId()).isEqualTo("req_1");
            assertThat(attempt.facts().protocol()).isEqualTo("http/1.1");
            assertThat(attempt.facts().model() == null).isEqualTo(namesNoModel(dialect));
            timesAreInOrder(attempt);
            sentOnce(server, true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAWholeBody(Dialect dialect) throws IOException {
        String body = Wire.fixture(WireDialectTest.name(dialect) + ".json");
        try (LoopbackServer server = LoopbackServer.saying(response(
                        "200 OK",
                        body,
                        "Content-Type: application/json",
                        "x-prompt-tokens: 9",
                        "x-generated-tokens: 5"));
                HttpProvider provider = Wire.open(dialect, server.uri())) {
            Reply reply = provider.call(Wire.call(false), Wire.counting());
            assertThat(reply.attempt().outcome()).isEqualTo(Outcome.ok(200));
            assertThat(reply.text()).isEqualTo(WireDialectTest.text(dialect));
            isTheUsageOf(dialect, reply.attempt().usage());
            assertThat(reply.attempt().chunks().toArray())
                    .containsExactly(reply.attempt().doneNanos());
            sentOnce(server, false);
        }
    }

    @Test
    void anOpenConnectionIsUsedAgainAndSaysSo() throws IOException {
        try (LoopbackServer server = LoopbackServer.saying(stream(ROLE + TOKEN + STOP + DONE));
                HttpProvider provider = Wire.open(Dialect.OPENAI_CHAT, server.uri())) {
            Attempt first = provider.call(Wire.call(true), Wire.counting()).attempt();
            Attempt second = provider.call(Wire.call(true), Wire.counting()).attempt();
            assertThat(first.facts().connectionReused()).isFalse();
            assertThat(first.facts().connectNanos()).isPresent();
            assertThat(second.facts().connectionReused()).isTrue();
            assertThat(second.facts().connectNanos()).isEmpty();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aBodyThatStaysOpenAfterTheDialectsEndHasNoEndAndCostsItsConnection() throws IOException {
        try (LoopbackServer server = new LoopbackServer(peer -> peer.send(streamHead() + chunk(TOKEN + STOP + DONE)));
                HttpProvider provider = Wire.open(Dialect.OPENAI_CHAT, server.uri())) {
            Attempt open = provider.call(Wire.call(true), Wire.counting()).attempt();
            assertThat(open.outcome()).isEqualTo(Outcome.ok(200));
            assertThat(open.eofNanos()).isEmpty();
            assertThat(provider.call(Wire.call(true), Wire.counting())
                            .attempt()
                            .facts()
                            .connectionReused())
                    .isFalse();
        }
    }

    @Test
    void usageThatNobodyReportedIsEstimatedAndFlagged() throws IOException {
        Attempt attempt = answerTo(stream(ROLE + TOKEN + STOP + DONE));
        assertThat(attempt.outcome().isOk()).isTrue();
        assertThat(attempt.usage().estimated()).isTrue();
        assertThat(attempt.usage().visibleOutputTokens()).isEqualTo(1);
    }

    @Test
    void usageOfARefusedRequestIsAbsent() throws IOException {
        assertThat(answerTo(response("500 Oops", "{}")).usage()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "429 Too Many"
                    + " Requests|{\"error\":{\"message\":\"wait\",\"type\":\"requests\",\"code\":\"rate_limit_exceeded\"}}|RATE_LIMITED|rate_limit_exceeded:"
                    + " wait",
                "502 Bad Gateway|<html>no</html>|SERVER_ERROR|<html>no</html>",
                "503 Unavailable|`{\"error\":{\"message\":\"busy\",\"code\":\"server_is_overloaded\"}}`|OVERLOADED|server_is_overloaded:"
                    + " busy",
                "401 Unauthorized|{\"error\":{\"message\":\"bad key\"}}|AUTH|bad key",
            })
    void anErrorStatusIsAnOutcome(String status, String body, Kind kind, String detail) throws IOException {
        Outcome outcome = answerTo(response(status, body)).outcome();
        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.detail()).isEqualTo(detail);
        assertThat(outcome.httpStatus()).hasValue(Integer.parseInt(status.substring(0, 3)));
    }

    @Test
    void a503ThatInvitesARetryIsNotRetried() throws IOException {
        try (LoopbackServer server = LoopbackServer.saying(response("503 Unavailable", "{}", "Retry-After: 0"));
                HttpProvider provider = Wire.open(Dialect.OPENAI_CHAT, server.uri())) {
            assertThat(provider.call(Wire.call(true), Wire.counting())
                            .attempt()
                            .outcome()
                            .kind())
                    .isEqualTo(Kind.OVERLOADED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowedAndTheKeyStaysHome(int status) throws IOException {
        try (LoopbackServer elsewhere = LoopbackServer.saying(stream(ROLE + TOKEN + STOP + DONE));
                LoopbackServer server = LoopbackServer.saying(
                        response(status + " Moved", "", "Location: " + elsewhere.uri() + "/v1/messages"));
                HttpProvider provider = Wire.open(Dialect.ANTHROPIC_MESSAGES, server.uri())) {
            Outcome outcome =
                    provider.call(Wire.call(true), Wire.counting()).attempt().outcome();
            assertThat(outcome.kind()).isEqualTo(Kind.BAD_REQUEST);
            assertThat(outcome.httpStatus()).hasValue(status);
            assertThat(elsewhere.requests()).isEmpty();
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void anErrorFrameIsAnErrorEvenBeforeDone() throws IOException {
        String error = "data: {\"error\":{\"message\":\"fell over\",\"type\":\"server_error\",\"code\":null}}\n\n";
        Attempt attempt = answerTo(stream(ROLE + TOKEN + error + DONE));
        assertThat(attempt.outcome().kind()).isEqualTo(Kind.ERROR_IN_STREAM);
        assertThat(attempt.outcome().detail()).isEqualTo("server_error: fell over");
        assertThat(attempt.chunks().size()).isEqualTo(1);
    }

    @Test
    void aStreamWithoutItsEndIsTruncated() throws IOException {
        assertThat(answerTo(stream(ROLE + TOKEN + STOP)).outcome().kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(answerTo(stream(ROLE + TOKEN + DONE)).outcome().kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(answerTo(stream(ROLE + TOKEN + STOP + "data: [DONE]\n"))
                        .outcome()
                        .kind())
                .isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void aConnectionThatIsClosedInTheMiddleIsTruncated() throws IOException {
        Attempt attempt = answerOf(peer -> {
            peer.send(streamHead() + chunk(ROLE + TOKEN) + "40\r\ndata: {");
            peer.close();
        });
        assertThat(attempt.outcome().kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(attempt.chunks().size()).isEqualTo(1);
        assertThat(attempt.usage().estimated()).isTrue();
    }

    @Test
    void aConnectionThatIsClosedBeforeHeadersIsReset() throws IOException {
        assertThat(answerOf(LoopbackServer.Peer::close).outcome().kind()).isEqualTo(Kind.RESET);
    }

    @Test
    void aConnectionThatIsResetIsReset() throws IOException {
        assertThat(answerOf(LoopbackServer.Peer::reset).outcome().kind()).isEqualTo(Kind.RESET);
    }

    @Test
    void aPortWhereNobodyListensIsConnectFailed() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (HttpProvider provider = Wire.open(Dialect.OPENAI_CHAT, URI.create("http://127.0.0.1:" + port))) {
            Attempt attempt = provider.call(Wire.call(true), Wire.counting()).attempt();
            assertThat(attempt.outcome().kind()).isEqualTo(Kind.CONNECT_FAILED);
            assertThat(attempt.outcome().httpStatus()).isEmpty();
            assertThat(attempt.facts().protocol()).isNull();
        }
    }

    @Test
    void nonsenseIsMalformed() throws IOException {
        assertThat(answerTo("SMTP ready\r\n\r\n").outcome().kind()).isEqualTo(Kind.MALFORMED);
        assertThat(answerTo(stream("data: {\"choices\"\n\n")).outcome().kind()).isEqualTo(Kind.MALFORMED);
        assertThat(answerTo(streamHead() + "zz\r\n").outcome().kind()).isEqualTo(Kind.MALFORMED);
        assertThat(answerTo(response("200 OK", "<html>", "Content-Type: text/html"))
                        .outcome()
                        .kind())
                .isEqualTo(Kind.MALFORMED);
    }

    /** The call's thread reads the clock when it sends, at both ends of connecting, at headers and at each chunk. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theWatchdogTellsHowFarACallHadCome(boolean stalls) throws IOException {
        Call call = stalls ? Wire.limited(Wire.LONG, SECOND) : Wire.limited(SECOND, Wire.LONG);
        assertThat(silentAfter("", call, 3)).isEqualTo(Kind.TIMEOUT_BEFORE_HEADERS);
        assertThat(silentAfter(streamHead() + chunk(ROLE), call, 5)).isEqualTo(Kind.TIMEOUT_BEFORE_FIRST_TOKEN);
        assertThat(silentAfter(streamHead() + chunk(TOKEN) + chunk(ROLE), call, 6))
                .isEqualTo(Kind.TIMEOUT_MID_STREAM);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptEndsTheCallAndStaysSet(boolean virtual) throws IOException, InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean flag = new AtomicBoolean();
        AtomicReference<Attempt> attempt = new AtomicReference<>();
        try (LoopbackServer server = new LoopbackServer(peer -> {
                    peer.send(streamHead() + chunk(ROLE));
                    asked.countDown();
                    peer.fallSilent();
                });
                HttpProvider provider = Wire.open(Dialect.OPENAI_CHAT, server.uri())) {
            Runnable caller = () -> {
                attempt.set(provider.call(Wire.call(true), Wire.counting()).attempt());
                flag.set(Thread.currentThread().isInterrupted());
            };
            Thread thread = virtual
                    ? Thread.ofVirtual().start(caller)
                    : Thread.ofPlatform().start(caller);
            asked.await();
            thread.interrupt();
            thread.join();
        }
        assertThat(attempt.get().outcome().kind()).isEqualTo(Kind.CANCELLED);
        assertThat(flag).isTrue();
    }

    @Test
    void anInterruptedThreadSendsNothing() throws IOException {
        try (LoopbackServer server = LoopbackServer.saying(stream(ROLE + TOKEN + STOP + DONE));
                HttpProvider provider = Wire.open(Dialect.OPENAI_CHAT, server.uri())) {
            Thread.currentThread().interrupt();
            Attempt attempt = provider.call(Wire.call(true), Wire.counting()).attempt();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(attempt.outcome().kind()).isEqualTo(Kind.CANCELLED);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void closingTheProviderEndsItsCalls() throws IOException, InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Attempt> attempt = new AtomicReference<>();
        try (LoopbackServer server = new LoopbackServer(peer -> {
            asked.countDown();
            peer.fallSilent();
        })) {
            HttpProvider provider = Wire.open(Dialect.OPENAI_CHAT, server.uri());
            Thread thread = Thread.ofVirtual()
                    .start(() -> attempt.set(
                            provider.call(Wire.call(true), Wire.counting()).attempt()));
            asked.await();
            provider.close();
            thread.join();
            provider.close();
            assertThat(provider.call(Wire.call(true), Wire.counting())
                            .attempt()
                            .outcome()
                            .kind())
                    .isEqualTo(Kind.CANCELLED);
        }
        assertThat(attempt.get().outcome().kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void aKeyThatTheServerEchoesIsSeenNowhere() throws IOException {
        String canary = Wire.CANARY;
        String body = "{\"error\":{\"message\":\"Incorrect key: " + canary + ", sk-ab12****wxyz\",\"code\":\"" + canary
                + "\"}}";
        String echo = "data: {\"model\":\"m-" + canary + "\",\"choices\":[{\"delta\":{\"content\":\"" + canary
                + "\"},\"finish_reason\":\"" + canary + "\"}]}\n\n";
        for (String said : new String[] {
            response("401 No", body, "x-request-id: " + canary),
            stream(echo + DONE, "x-request-id: " + canary),
            stream("data: " + canary + "\n\n"),
            response("302 Moved", "", "Location: http://127.0.0.1/?key=" + canary),
            "HTTP/1.1 2" + canary + "\r\n\r\n",
        }) {
            try (LoopbackServer server = LoopbackServer.saying(said);
                    HttpProvider provider = Wire.open(Dialect.OPENAI_CHAT, server.uri())) {
                Reply reply = provider.call(Wire.call(true), Wire.counting());
                assertThat(server.requests().getFirst().head()).contains(canary);
                assertThat(reply.toString()).doesNotContain(canary).doesNotContain("wxyz");
                assertThat(provider.toString()).doesNotContain(canary);
            }
        }
    }

    @Test
    void aKeyAtTheEdgeOfALongTextIsNotCutInHalf() throws IOException {
        for (int at = 470; at <= 500; at++) {
            String body = "x".repeat(at) + Wire.CANARY + "y".repeat(100);
            String frame = "data: {\"error\":{\"message\":\"" + body + "\"}}\n\n";
            assertThat(answerTo(response("502 Bad Gateway", body)).outcome().detail())
                    .doesNotContain("canary");
            assertThat(answerTo(stream(frame)).outcome().detail()).doesNotContain("canary");
        }
    }

    @Test
    void aMissingKeyNamesItsVariable() {
        var target = Wire.target(Dialect.OPENAI_CHAT, URI.create("https://models.example/v1"));
        assertThatThrownBy(() -> HttpProvider.open(target, variable -> null, 1))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessage("environment variable THE_KEY is not set");
    }

    @Test
    void aKeyThatNoHeaderCarriesIsNotQuoted() {
        var target = Wire.target(Dialect.AZURE_V1, URI.create("https://models.example"));
        assertThatThrownBy(() -> HttpProvider.open(target, variable -> Wire.CANARY + "\u00e9\nx", 1))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("THE_KEY")
                .hasMessageNotContaining(Wire.CANARY);
    }

    @Test
    void aKeyIsNotSentInClearTextToAnotherMachine() {
        var target = Wire.target(Dialect.OPENAI_CHAT, URI.create("http://models.example/v1"));
        assertThatThrownBy(() -> HttpProvider.open(target, variable -> Wire.CANARY, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(Wire.CANARY);
    }

    private static Attempt answerTo(String response) throws IOException {
        return answerOf(peer -> peer.send(response));
    }

    private static Attempt answerOf(LoopbackServer.Script script) throws IOException {
        try (LoopbackServer server = new LoopbackServer(script);
                HttpProvider provider = Wire.open(Dialect.OPENAI_CHAT, server.uri())) {
            Attempt attempt = provider.call(Wire.call(true), Wire.counting()).attempt();
            assertThat(server.requests()).hasSize(1);
            return attempt;
        }
    }

    private static Kind silentAfter(String said, Call call, int readings) throws IOException {
        try (LoopbackServer server = new LoopbackServer(peer -> {
                    peer.send(said);
                    peer.fallSilent();
                });
                HttpProvider provider = Wire.open(Dialect.OPENAI_CHAT, server.uri())) {
            return provider.call(call, Wire.jumpingAfter(readings))
                    .attempt()
                    .outcome()
                    .kind();
        }
    }

    /** What the server tells; of one that tells nothing, an estimate that says so. */
    private static void isTheUsageOf(Dialect dialect, TokenUsage usage) {
        TokenUsage told = WireDialectTest.usage(dialect);
        if (told != null) {
            assertThat(usage).isEqualTo(told);
        } else {
            assertThat(usage.estimated()).isTrue();
            assertThat(usage.inputTokens()).isPositive();
        }
    }

    private static void timesAreInOrder(Attempt attempt) {
        assertThat(new long[] {
                    attempt.sentNanos(),
                    attempt.headersNanos().orElseThrow(),
                    attempt.firstEventNanos().orElseThrow(),
                    attempt.chunks().firstNanos(),
                    attempt.chunks().lastNanos(),
                    attempt.finishNanos().orElseThrow(),
                    attempt.doneNanos(),
                    attempt.eofNanos().orElseThrow()
                })
                .isSorted();
    }

    /** A server with one model, and a service whose answers do not say which one they are from. */
    private static boolean namesNoModel(Dialect dialect) {
        return dialect == Dialect.TGI_GENERATE || dialect == Dialect.BEDROCK_CONVERSE;
    }

    private static void sentOnce(LoopbackServer server, boolean stream) {
        assertThat(server.requests()).hasSize(1);
        LoopbackServer.Request request = server.requests().getFirst();
        assertThat(request.head()).startsWith("POST /").contains(Wire.CANARY).contains("taximeter/");
        assertThat(request.hasHeader("content-type", "application/json")).isTrue();
        assertThat(request.hasHeader("accept-encoding", "identity")).isEqualTo(stream);
        assertThat(request.body())
                .contains("🚕")
                .containsPattern("_tokens(_to_sample)?\":16|Tokens\":16|num_predict\":16|\"encoding_format\"");
    }
}
