package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.Serving;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only Azure does: findings apart from content, its load in a header, tokens in the place of keys. */
final class AzureOdditiesTest {
    private final Client client = new Client();
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        Serving slots = new Serving(List.of(), List.of(), 0, OptionalInt.of(4), null, null, null, null, false);
        emulator = Emulator.start(
                Profiles.config(
                        new Mount("async", Profiles.of(Dialect.AZURE_DEPLOYMENT)),
                        new Mount("buffered", Profiles.of(Dialect.AZURE_V1, Profiles.NOW, Profiles.NOW, 1, 30)),
                        new Mount("ptu", Profiles.of(Dialect.AZURE_DEPLOYMENT).withServing(slots))),
                0);
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void anAsynchronousFilterFindsInFramesWithoutDeltaAlsoAfterTheFinish() throws Exception {
        String body = client.azure(emulator.baseUri("async"), Client.ask("tell me about the weather", 40, true))
                .body();
        List<String> findings = body.lines()
                .filter(line -> line.contains("content_filter_offsets"))
                .toList();
        assertThat(findings).hasSize(3).allSatisfy(line -> assertThat(line).doesNotContain("\"delta\""));
        assertThat(body.indexOf("\"finish_reason\":\"length\"")).isLessThan(body.lastIndexOf("content_filter_offsets"));
        assertThat(body).endsWith("data: [DONE]\n\n");
    }

    @Test
    void aBufferingFilterTellsItsFindingsWithTheContent() throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(emulator.baseUri("buffered") + "/openai/v1/chat/completions"))
                        .header("api-key", "made-up")
                        .POST(HttpRequest.BodyPublishers.ofString(Client.ask("tell me about the weather", 40, true))));
        assertThat(answer.body()).contains("\"severity\":\"safe\"").doesNotContain("content_filter_offsets");
    }

    @Test
    void provisionedCapacityTellsHowBusyItIs() throws Exception {
        HttpResponse<String> answer =
                client.azure(emulator.baseUri("ptu"), Client.ask("tell me about the weather", 8, false));
        assertThat(answer.headers().firstValue("azure-openai-deployment-utilization"))
                .hasValue("25.0%");
    }

    @Test
    void aToolCallIsStreamedAsOne() throws Exception {
        String ask = Client.ask("what is my balance", 40, true);
        String tool = ask.substring(0, ask.length() - 1)
                + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}],"
                + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}}";
        assertThat(client.azure(emulator.baseUri("buffered"), tool).statusCode())
                .isEqualTo(200);
        assertThat(client.azure(emulator.baseUri("async"), tool).body())
                .contains("\"tool_calls\":[{\"index\":0,\"id\":\"call_")
                .contains("\"finish_reason\":\"tool_calls\"");
    }

    @Test
    void tokensAreSoldForClientCredentialsAndNothingIsEchoed() throws Exception {
        HttpResponse<String> sold = buy("grant_type=client_credentials&client_id=a&client_secret=canary"
                + "&scope=https%3A%2F%2Fcognitiveservices.azure.com%2F.default");
        assertThat(sold.statusCode()).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(sold.body()).path("access_token").asString())
                .startsWith("emulated-");
        assertThat(sold.body()).contains("\"expires_in\":3599").doesNotContain("canary");
        HttpResponse<String> refused = buy("grant_type=client_credentials&client_id=a&scope=x%2F.default");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("\"error\":\"invalid_client\"");
        assertThat(buy("grant_type=password").body()).contains("unsupported_grant_type");
    }

    private HttpResponse<String> buy(String form) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + emulator.port() + "/_taximeter/entra/contoso/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }
}
