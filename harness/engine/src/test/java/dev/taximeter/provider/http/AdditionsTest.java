package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.Credential;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Target;
import dev.taximeter.model.Target.SecretHeader;
import dev.taximeter.provider.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a scenario adds for a gateway. */
@Timeout(60)
class AdditionsTest {
    private static final Map<String, String> VARIABLES = Map.of("THE_KEY", "key-canary", "GATEWAY_KEY", "gate-canary");

    @Test
    void headersGoOutAndTheirSecretsAreSeenNowhere() throws IOException {
        String answer = LoopbackServer.response(
                "400 Bad Request", "{\"error\":\"bad gateway key gate-canary for key-canary\"}");
        try (LoopbackServer server = LoopbackServer.saying(answer);
                HttpProvider provider = HttpProvider.open(target(server.uri()), VARIABLES::get, 1)) {
            Reply reply = provider.call(Wire.call(true), Wire.counting());
            LoopbackServer.Request request = server.requests().getFirst();
            assertThat(request.hasHeader("helicone-auth", "Bearer gate-canary")).isTrue();
            assertThat(request.hasHeader("x-team", "support")).isTrue();
            assertThat(request.hasHeader("authorization", "Bearer key-canary")).isTrue();
            assertThat(reply.toString()).doesNotContain("canary");
            assertThat(reply.attempt().outcome().detail()).isEqualTo("bad gateway key [key] for [key]");
        }
    }

    @Test
    void fieldsAreAddedReplacedOrTakenOut() {
        Additions additions = new Additions(target(URI.create("https://models.example")));
        String body = new String(
                additions.to("{\"model\":\"m\",\"temperature\":0,\"seed\":1}".getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8);
        assertThat(body).isEqualTo("{\"model\":\"m\",\"seed\":7,\"reasoning\":{\"effort\":\"low\"}}");
    }

    @Test
    void aSecretOfAHeaderIsNotSentInClearTextToAnotherMachine() {
        Target.Http target = new Target.Http(
                Dialect.OPENAI_CHAT,
                URI.create("http://gateway.example/v1"),
                "m",
                null,
                null,
                Credential.NONE,
                Map.of(),
                Target.Http.NO_FIELDS,
                List.of(new SecretHeader("X-Gate", "GATEWAY_KEY", "")));
        assertThat(target.variables()).containsExactly("GATEWAY_KEY");
        assertThatThrownBy(() -> HttpProvider.open(target, VARIABLES::get, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
    }

    private static Target.Http target(URI endpoint) {
        return new Target.Http(
                Dialect.OPENAI_CHAT,
                endpoint,
                "gpt-4o-mini",
                null,
                null,
                new Credential.Key("THE_KEY"),
                Map.of("X-Team", "support"),
                "{\"seed\":7,\"temperature\":null,\"reasoning\":{\"effort\":\"low\"}}",
                List.of(new SecretHeader("Helicone-Auth", "GATEWAY_KEY", "Bearer")));
    }
}
