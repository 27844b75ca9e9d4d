package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.provider.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class EntraTokensTest {
    private static final String SECRET = "canary~secret.4711";
    private static final Map<String, String> VARIABLES =
            Map.of("TENANT", "contoso", "CLIENT", "app-1", "SECRET", SECRET);

    private final Redactor redactor = new Redactor();
    private final List<Duration> waits = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @Test
    void aTokenIsBoughtWithClientCredentials() throws IOException {
        try (LoopbackServer server = LoopbackServer.saying(token("first-canary", 3600))) {
            EntraTokens tokens = open(server);
            assertThat(tokens.current()).isEqualTo("first-canary");
            assertThat(tokens.problem()).isEmpty();
            LoopbackServer.Request request = server.requests().getFirst();
            assertThat(request.head()).startsWith("POST /contoso/oauth2/v2.0/token HTTP/1.1\r\n");
            assertThat(request.hasHeader("content-type", "application/x-www-form-urlencoded"))
                    .isTrue();
            assertThat(request.body())
                    .isEqualTo("grant_type=client_credentials&client_id=app-1&client_secret=canary%7Esecret.4711"
                            + "&scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default");
        }
    }

    @Test
    void theNextTokenIsBoughtBeforeTheLastExpires() throws IOException {
        Queue<String> answers = new ArrayDeque<>(List.of(token("first", 3600), token("second", 60)));
        try (LoopbackServer server = new LoopbackServer(peer -> peer.send(answers.remove()))) {
            EntraTokens tokens = open(server);
            assertThat(waits).containsExactly(Duration.ofSeconds(3300));
            tasks.remove().run();
            assertThat(tokens.current()).isEqualTo("second");
            assertThat(waits).containsExactly(Duration.ofSeconds(3300), Duration.ofSeconds(30));
        }
    }

    @Test
    void aFailedRenewalKeepsTheOldTokenSaysSoAndIsTriedAgain() throws IOException {
        String refusal = LoopbackServer.response(
                "401 Unauthorized",
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215\"}",
                "Content-Type: application/json");
        Queue<String> answers = new ArrayDeque<>(List.of(token("first", 600), refusal, token("second", 600)));
        try (LoopbackServer server = new LoopbackServer(peer -> peer.send(answers.remove()))) {
            EntraTokens tokens = open(server);
            tasks.remove().run();
            assertThat(tokens.current()).isEqualTo("first");
            assertThat(tokens.problem()).hasValue("no token from 127.0.0.1: HTTP 401 invalid_client");
            tasks.remove().run();
            assertThat(tokens.current()).isEqualTo("second");
            assertThat(tokens.problem()).isEmpty();
        }
    }

    @Test
    void whatIsSecretIsLearntByTheRedactor() throws IOException {
        try (LoopbackServer server = LoopbackServer.saying(token("tok-canary-1", 3600))) {
            open(server);
            assertThat(redactor.clean("sent tok-canary-1 and " + SECRET)).isEqualTo("sent [key] and [key]");
        }
    }

    @Test
    void callsCarryTheTokenAndNoKey() throws IOException {
        String answer = LoopbackServer.stream("data: {\"choices\":[{\"delta\":{\"content\":\"tok-canary\"},"
                + "\"finish_reason\":\"stop\",\"index\":0}]}\n\ndata: [DONE]\n\n");
        try (LoopbackServer authority = LoopbackServer.saying(token("tok-canary", 3600));
                LoopbackServer server = LoopbackServer.saying(answer);
                HttpProvider provider = HttpProvider.open(target(server, authority), VARIABLES::get, 1)) {
            Reply reply = provider.call(Wire.call(true), Wire.counting());
            assertThat(reply.attempt().outcome().isOk()).isTrue();
            assertThat(reply.text()).isEqualTo("[key]");
            assertThat(server.requests().getFirst().hasHeader("authorization", "Bearer tok-canary"))
                    .isTrue();
            assertThat(server.requests().getFirst().head().toLowerCase(Locale.ROOT))
                    .doesNotContain("api-key");
        }
    }

    @Test
    void withoutATokenNothingIsSentAndTheReasonIsTold() throws IOException {
        String refusal = LoopbackServer.response("400 Bad Request", "{\"error\":\"unauthorized_client\"}");
        try (LoopbackServer authority = LoopbackServer.saying(refusal);
                LoopbackServer server = LoopbackServer.saying("");
                HttpProvider provider = HttpProvider.open(target(server, authority), VARIABLES::get, 1)) {
            Reply reply = provider.call(Wire.call(true), Wire.counting());
            assertThat(reply.attempt().outcome().kind()).isEqualTo(Kind.AUTH);
            assertThat(reply.attempt().outcome().detail()).contains("HTTP 400 unauthorized_client");
            assertThat(provider.problem()).isPresent();
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"3600,3300", "600,300", "300,150", "60,30", "1,0.5", "0,0"})
    void aTokenIsReplacedFiveMinutesBeforeItsEndOrAtHalfItsLife(int lifeSeconds, double waitSeconds) {
        assertThat(EntraTokens.untilRenewal(Duration.ofSeconds(lifeSeconds)))
                .isEqualTo(Duration.ofMillis(Math.round(1000 * waitSeconds)));
    }

    @Test
    void aTokenServiceInClearTextElsewhereIsRefused() {
        Credential elsewhere = credential(URI.create("http://login.example"));
        Target.Http target = Wire.target(Dialect.AZURE_V1, URI.create("https://models.example"))
                .with(elsewhere);
        assertThatThrownBy(() -> HttpProvider.open(target, VARIABLES::get, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https only");
    }

    @Test
    void aMissingSecretNamesItsVariable() {
        Target.Http target = Wire.target(Dialect.AZURE_V1, URI.create("https://models.example"))
                .with(credential(URI.create("https://login.example")));
        assertThatThrownBy(() -> HttpProvider.open(target, Map.of("TENANT", "t")::get, 1))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageContaining("SECRET is not set");
    }

    private EntraTokens open(LoopbackServer server) {
        return EntraTokens.open(credential(server.uri()), VARIABLES::get, redactor, (wait, task) -> {
            waits.add(wait);
            tasks.add(task);
        });
    }

    private static Target.Http target(LoopbackServer server, LoopbackServer authority) {
        return Wire.target(Dialect.AZURE_V1, server.uri()).with(credential(authority.uri()));
    }

    private static Credential.Entra credential(URI authority) {
        return new Credential.Entra(
                authority, "https://cognitiveservices.azure.com/.default", "TENANT", "CLIENT", "SECRET");
    }

    private static String token(String token, int seconds) {
        return LoopbackServer.response(
                "200 OK",
                "{\"token_type\":\"Bearer\",\"expires_in\":%d,\"ext_expires_in\":%d,\"access_token\":\"%s\"}"
                        .formatted(seconds, seconds, token),
                "Content-Type: application/json");
    }
}
