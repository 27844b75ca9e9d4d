package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonFaults;
import dev.taximeter.model.Profile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FaultTest {
    private static final String ASK = Client.ask("what is my balance", 16, true);

    private final Client client = new Client();
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(
                Profiles.config(
                        new Mount("openai", Profiles.of(Dialect.OPENAI_CHAT), "m-1"),
                        new Mount("azure", Profiles.of(Dialect.AZURE_DEPLOYMENT), "gpt-35-turbo"),
                        new Mount("claude", Profiles.of(Dialect.ANTHROPIC_MESSAGES)),
                        new Mount("openai-busy", Profiles.always(Dialect.OPENAI_CHAT, InjectedFault.RATE_LIMITED)),
                        new Mount("azure-busy", Profiles.always(Dialect.AZURE_DEPLOYMENT, InjectedFault.RATE_LIMITED)),
                        new Mount(
                                "claude-busy", Profiles.always(Dialect.ANTHROPIC_MESSAGES, InjectedFault.RATE_LIMITED)),
                        new Mount("openai-broken", broken(Dialect.OPENAI_CHAT)),
                        new Mount("claude-broken", broken(Dialect.ANTHROPIC_MESSAGES))),
                0);
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void aMissingKeyIsUnauthorised() throws Exception {
        HttpResponse<String> answer = client.send(post(base("openai") + "/chat/completions"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"type\":\"invalid_request_error\"", "\"param\":null");
        assertThat(client.send(post(base("claude") + "/v1/messages").header("anthropic-version", "2023-06-01"))
                        .body())
                .contains("authentication_error");
        assertThat(client.send(post(base("azure") + "/openai/v1/chat/completions"))
                        .body())
                .contains("\"code\":\"401\"");
    }

    @Test
    void aRealKeyIsRefusedAndNeverEchoed() throws Exception {
        String secret = "sk-canary-4711";
        HttpResponse<String> openAi =
                client.send(post(base("openai") + "/chat/completions").header("Authorization", "Bearer " + secret));
        HttpResponse<String> claude = client.send(post(base("claude") + "/v1/messages")
                .header("x-api-key", secret)
                .header("anthropic-version", "2023-06-01"));
        HttpResponse<String> azure =
                client.send(post(base("azure") + "/openai/v1/chat/completions").header("api-key", secret));
        for (HttpResponse<String> answer : List.of(openAi, claude, azure)) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("takes no real keys").doesNotContain("canary");
            assertThat(answer.headers().map().toString()).doesNotContain("canary");
        }
    }

    @Test
    void brokenJsonIsABadRequest() throws Exception {
        assertThat(client.openAi(base("openai"), "{\"model\":").statusCode()).isEqualTo(400);
        assertThat(client.azure(base("azure"), "[1]").statusCode()).isEqualTo(400);
        assertThat(client.anthropic(base("claude"), "").statusCode()).isEqualTo(400);
        assertThat(client.openAi(base("openai"), "{\"model\":\"m-1\",\"messages\":[]}")
                        .body())
                .contains("\"param\":\"messages\"");
    }

    @Test
    void anthropicNeedsAVersionAndALimit() throws Exception {
        HttpResponse<String> noVersion =
                client.send(post(base("claude") + "/v1/messages").header("x-api-key", "made-up"));
        assertThat(noVersion.statusCode()).isEqualTo(400);
        assertThat(noVersion.body()).contains("anthropic-version");
        HttpResponse<String> noLimit = client.anthropic(base("claude"), ASK.replace("\"max_tokens\":16,", ""));
        assertThat(noLimit.statusCode()).isEqualTo(400);
        assertThat(noLimit.body()).contains("max_tokens: Field required", "\"request_id\":\"req_");
    }

    @Test
    void whatIsUnknownIsNotFound() throws Exception {
        HttpResponse<String> model = client.openAi(base("openai"), ASK.replace("m-1", "m-2"));
        assertThat(model.statusCode()).isEqualTo(404);
        assertThat(model.body()).contains("model_not_found");
        HttpResponse<String> deployment =
                client.send(post(base("azure") + "/openai/deployments/other/chat/completions?api-version=1")
                        .header("api-key", "made-up"));
        assertThat(deployment.body()).contains("DeploymentNotFound");
        HttpResponse<String> noVersion =
                client.send(post(base("azure") + "/openai/deployments/gpt-35-turbo/chat/completions")
                        .header("api-key", "made-up"));
        assertThat(noVersion.statusCode()).isEqualTo(404);
        assertThat(client.send(post("http://127.0.0.1:" + emulator.port() + "/nobody/v1/messages"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void rateLimitsLookLikeTheVendors() throws Exception {
        HttpResponse<String> openAi = client.openAi(base("openai-busy"), ASK);
        assertThat(openAi.statusCode()).isEqualTo(429);
        assertThat(openAi.body()).contains("\"type\":\"requests\"", "\"code\":\"rate_limit_exceeded\"");
        assertThat(openAi.headers().firstValue("retry-after")).contains("1");
        HttpResponse<String> azure = client.azure(base("azure-busy"), ASK);
        assertThat(azure.statusCode()).isEqualTo(429);
        assertThat(azure.body()).startsWith("{\"error\":{\"code\":\"429\",");
        HttpResponse<String> claude = client.anthropic(base("claude-busy"), ASK);
        assertThat(claude.statusCode()).isEqualTo(429);
        assertThat(claude.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\"");
    }

    @Test
    void serverErrorsLookLikeTheVendors() throws Exception {
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> openAi = client.openAi(base("openai-broken"), ASK);
            assertThat(openAi.statusCode()).isIn(500, 503);
            assertThat(openAi.body())
                    .contains(openAi.statusCode() == 500 ? "\"type\":\"server_error\"" : "server_is_overloaded");
            HttpResponse<String> claude = client.anthropic(base("claude-broken"), ASK);
            assertThat(claude.statusCode()).isIn(500, 529);
            assertThat(claude.body()).contains(claude.statusCode() == 500 ? "api_error" : "overloaded_error");
        }
    }

    @Test
    void aBodyOverAMebibyteIsRefused() throws Exception {
        String body = Client.ask("x".repeat(1 << 20), 16, false);
        assertThat(client.openAi(base("openai"), body).statusCode()).isEqualTo(413);
    }

    private static Profile broken(Dialect dialect) {
        return Profiles.of(dialect)
                .withFaults(Map.of(InjectedFault.SERVER_ERROR, 0.5, InjectedFault.OVERLOADED, 0.5), JsonFaults.NONE);
    }

    private URI base(String arm) {
        return emulator.baseUri(arm);
    }

    private static HttpRequest.Builder post(String address) {
        return HttpRequest.newBuilder(URI.create(address)).POST(HttpRequest.BodyPublishers.ofString(ASK));
    }
}
