package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Delay;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving;
import dev.taximeter.model.TruthStamp;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalDouble;
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
                        new Mount("blocks", Profiles.always(Dialect.AZURE_DEPLOYMENT, InjectedFault.PROMPT_FILTERED)),
                        new Mount("spilling", spilling(0.5, OptionalDouble.empty(), Profiles.NOW)),
                        new Mount("full", spilling(0, OptionalDouble.of(1), new Delay.Constant(3_600_000_000_000L))),
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
    void aBlockedPromptSaysWhatWasFoundInIt() throws Exception {
        HttpResponse<String> answer = client.azure(emulator.baseUri("blocks"), Client.ask("tell me", 8, true));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"code\":\"content_filter\",\"status\":400")
                .contains("\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\",\"content_filter_result\":{")
                .contains("\"violence\":{\"filtered\":true,\"severity\":\"high\"}");
    }

    @Test
    void aShareOfTheRequestsSpillsOverAndSaysSo() throws Exception {
        int spilled = 0;
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer = client.azure(emulator.baseUri("spilling"), Client.ask("tell me", 8, false));
            if (answer.headers().firstValue("x-ms-spillover-from-ptu-east").isPresent()) {
                assertThat(answer.headers().firstValue("x-ms-standard-east")).isPresent();
                assertThat(answer.headers().firstValue("x-ms-spillover-error")).hasValue("429");
                spilled++;
            } else {
                assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ms-spill"));
            }
        }
        assertThat(spilled).isBetween(1, 19);
    }

    @Test
    void aFullDeploymentSpillsOverWhatItHasNoSlotFor() throws Exception {
        URI address = URI.create(
                emulator.baseUri("full") + "/openai/deployments/gpt-35-turbo/chat/completions?api-version=2024-10-21");
        HttpRequest endless = HttpRequest.newBuilder(address)
                .header("api-key", "made-up")
                .POST(HttpRequest.BodyPublishers.ofString(Client.ask("tell me", 8, true)))
                .build();
        try (HttpClient first = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> held = first.send(endless, HttpResponse.BodyHandlers.ofInputStream());
            HttpResponse<String> answer = client.azure(emulator.baseUri("full"), Client.ask("tell me", 8, true));
            assertThat(held.headers().firstValue("x-ms-spillover-from-ptu-east"))
                    .isEmpty();
            assertThat(answer.headers().firstValue("x-ms-spillover-from-ptu-east"))
                    .isPresent();
            assertThat(answer.body()).endsWith("data: [DONE]\n\n");
            held.body().close();
            first.shutdownNow();
        }
        TruthStamp stamp = emulator.truth().getFirst();
        assertThat(stamp.queuedNanos()).as("it needed no slot").isEmpty();
    }

    /** @param gap of the deployment that is asked; the other one is as fast as can be */
    private static Profile spilling(double shareRatio, OptionalDouble aboveRatio, Delay gap) {
        Serving.Spillover spillover =
                new Serving.Spillover("ptu-east", "standard-east", shareRatio, aboveRatio, Profiles.NOW, Profiles.NOW);
        return Profiles.of(Dialect.AZURE_DEPLOYMENT, Profiles.NOW, gap, 1, 1)
                .withServing(new Serving(
                        List.of(), List.of(), 0, OptionalInt.of(1), null, null, null, null, false, spillover, 0, null));
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
