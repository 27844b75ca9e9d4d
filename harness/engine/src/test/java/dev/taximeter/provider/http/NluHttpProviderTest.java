package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Target.NluHttp;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Reply;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the client of somebody's NLU server sends, and what it keeps to itself. */
final class NluHttpProviderTest {
    private static final String TOKEN = "canary&7f3a/9c21";
    private static final String ENCODED = "canary%267f3a%2F9c21";

    private static Call call(long seq) {
        long limit = TimeUnit.SECONDS.toNanos(30);
        return new Call(seq, "", new Prompt("p", "hello", null), 16, false, limit, limit);
    }

    private static NluHttp rasa(URI address) {
        return new NluHttp(
                address, NluHttp.Api.RASA, null, "RASA_TOKEN", "assistant", NluHttp.Offsets.CODE_POINTS, null);
    }

    @Test
    void rasasTokenGoesIntoTheQueryAndNowhereElse() throws Exception {
        String echo = "{\"status\":\"failure\",\"message\":\"no such page: /model/parse?token=%s, %s\"}"
                .formatted(ENCODED, TOKEN);
        try (LoopbackServer server = LoopbackServer.saying(LoopbackServer.response("401 Unauthorized", echo));
                NluHttpProvider provider = NluHttpProvider.open(rasa(server.uri()), name -> TOKEN, 1)) {
            Reply reply = provider.call(call(0), RunClock.startingNow(NanoClock.system()));
            assertThat(server.requests().getFirst().head())
                    .startsWith("POST /model/parse?token=" + ENCODED + " HTTP/1.1\r\n")
                    .doesNotContain("Authorization");
            assertThat(reply.toString()).contains("no such page").doesNotContain("7f3a");
            assertThat(provider.url()).hasToString(server.uri() + "/model/parse");
        }
    }

    @Test
    void aTokenIsNotSentInTheClearToAnotherMachine() {
        assertThatThrownBy(() -> NluHttpProvider.open(rasa(URI.create("http://nlu.example")), name -> TOKEN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("7f3a");
    }

    @Test
    void aCallsTraceEndsWithItsPlaceInThePlanAndNoTwoSpansAreAlike() throws Exception {
        String body = "{\"intent\":{\"name\":\"greet\",\"confidence\":0.9}}";
        try (LoopbackServer server = LoopbackServer.saying(LoopbackServer.response("200 OK", body));
                NluHttpProvider provider = NluHttpProvider.open(
                        new NluHttp(server.uri(), NluHttp.Api.RASA, null, "assistant"), name -> null, 1)) {
            RunClock clock = RunClock.startingNow(NanoClock.system());
            assertThat(provider.call(call(254), clock).label()).isEqualTo("greet");
            assertThat(provider.call(call(254), clock).label()).isEqualTo("greet");
            List<String> parents = server.requests().stream()
                    .flatMap(request -> request.head().lines())
                    .filter(line -> line.startsWith("traceparent: "))
                    .toList();
            assertThat(parents)
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .allSatisfy(line -> assertThat(line)
                            .matches("traceparent: 00-(?!0{16})[0-9a-f]{16}00000000000000fe-(?!0{16})[0-9a-f]{16}-01"));
            assertThat(server.requests().getFirst().hasHeader("x-request-id", "taximeter-254"))
                    .isTrue();
        }
    }
}
