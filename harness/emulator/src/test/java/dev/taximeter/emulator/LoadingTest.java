package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Serving;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A llama.cpp server that still loads its model, and one that has loaded it. */
final class LoadingTest {
    private static final String LOADING =
            "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":\"unavailable_error\"}}";

    private final Client client = new Client();
    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        Serving loading = new Serving(
                List.of(),
                List.of(),
                0,
                OptionalInt.empty(),
                null,
                null,
                null,
                null,
                false,
                null,
                3_600_000_000_000L,
                null);
        emulator = Emulator.start(
                Profiles.config(
                        new Mount("loading", Profiles.of(Dialect.LLAMA_CPP_CHAT).withServing(loading)),
                        new Mount("ready", Profiles.of(Dialect.LLAMA_CPP_CHAT)),
                        new Mount("vllm", Profiles.of(Dialect.VLLM_CHAT))),
                0);
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void healthIs503WhileTheModelIsLoadedThen200() throws Exception {
        HttpResponse<String> loading = health("loading");
        assertThat(loading.statusCode()).isEqualTo(503);
        assertThat(loading.body()).isEqualTo(LOADING);
        HttpResponse<String> ready = health("ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(emulator.truth()).as("nobody was served").isEmpty();
    }

    @Test
    void nothingIsAnsweredWhileTheModelIsLoaded() throws Exception {
        HttpResponse<String> answer =
                client.openAi(emulator.baseUri("loading"), "/v1/chat/completions", Client.ask("tell me", 8, true));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo(LOADING);
        assertThat(emulator.truth())
                .singleElement()
                .satisfies(stamp -> assertThat(stamp.expected()).isEqualTo(Outcome.Kind.OVERLOADED));
    }

    @Test
    void healthIsAnAddressOfServersThatHaveIt() throws Exception {
        assertThat(health("vllm").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> health(String mount) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(emulator.baseUri(mount) + "/health")));
    }
}
