package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.ServerStage;
import dev.taximeter.model.Target.Batching;
import dev.taximeter.model.Target.NluHttp;
import dev.taximeter.nlu.IntentResult;
import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.nlu.NluResult;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.http.NluHttpProvider;
import dev.taximeter.serve.Batcher;
import dev.taximeter.serve.NluServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server and the clients of its shapes together; the model is a stand-in. */
final class NluServerTest {
    private static final String TEXT = "fly 😀 to São Paulo";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Finds the city by its code points, as a model does. */
    private static Inference infer(String text) {
        int from = text.codePointCount(0, Math.max(0, text.indexOf("São")));
        List<EntitySpan> cities = text.contains("São") ? List.of(new EntitySpan("city", from, from + 9)) : List.of();
        var best = new IntentResult.Candidate("book_flight", 0.875);
        return new Inference(
                new NluResult(new IntentResult("book_flight", 0.875, List.of(best)), cities), new float[] {1, 0, 0.5f});
    }

    private static Batcher<Inference> batcher(Function<List<String>, List<Inference>> model, int capacity) {
        return new Batcher<>(model, new Batching(4, 0), capacity, 1, NanoClock.system());
    }

    private static NluServer serve(Batcher<Inference> batcher) throws IOException, InterruptedException {
        return NluServer.start(batcher, "flights", new InetSocketAddress("127.0.0.1", 0));
    }

    private static List<Inference> inferAll(List<String> texts) {
        return texts.stream().map(NluServerTest::infer).toList();
    }

    private static URI at(NluServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<String> post(URI uri, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Call call() {
        long limit = TimeUnit.SECONDS.toNanos(30);
        return new Call(1, "", new Prompt("p", TEXT, null), 16, true, limit, limit);
    }

    @ParameterizedTest
    @EnumSource(names = {"PARSE", "RASA", "KSERVE"})
    void itsAnswersAreReadInEveryShape(NluHttp.Api api) throws Exception {
        try (Batcher<Inference> batcher = batcher(NluServerTest::inferAll, 8);
                NluServer server = serve(batcher);
                NluHttpProvider provider =
                        NluHttpProvider.open(new NluHttp(at(server, ""), api, null, "flights"), name -> null, 1)) {
            Reply reply = provider.call(call(), RunClock.startingNow(NanoClock.system()));
            assertThat(reply.attempt().outcome()).isEqualTo(Outcome.ok(200));
            assertThat(reply.label()).isEqualTo("book_flight");
            assertThat(reply.confidence()).isEqualTo(0.875);
            assertThat(reply.attempt().usage()).isNull();
            if (api == NluHttp.Api.KSERVE) {
                assertThat(reply.entities()).isNull();
            } else {
                assertThat(reply.entities()).containsExactly(new EntitySpan("city", 9, 18));
                assertThat(reply.entities().getFirst().in(TEXT)).isEqualTo("São Paulo");
            }
            boolean timed = api == NluHttp.Api.PARSE;
            assertThat(reply.attempt().facts().passage() != null).isEqualTo(timed);
            assertThat(reply.attempt().facts().stages().containsKey(ServerStage.INFERENCE))
                    .isEqualTo(timed);
        }
    }

    @Test
    void aFullQueueIsRefusedAtOnceAndSaysWhenToComeBack() throws Exception {
        CountDownLatch inferring = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Function<List<String>, List<Inference>> slow = texts -> {
            inferring.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return inferAll(texts);
        };
        try (Batcher<Inference> batcher = new Batcher<>(slow, Batching.NONE, 1, 1, NanoClock.system());
                NluServer server = serve(batcher)) {
            URI parse = at(server, "/v1/parse");
            var first = client.sendAsync(
                    HttpRequest.newBuilder(parse)
                            .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"one\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            inferring.await();
            HttpResponse<String> beyond = post(parse, "{\"texts\":[\"two\",\"three\"]}");
            assertThat(beyond.statusCode()).isEqualTo(429);
            assertThat(beyond.headers().firstValue("Retry-After")).hasValue("1");
            release.countDown();
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(get(at(server, "/metrics")).body())
                    .contains("nlu_responses_total{status=\"429\"} 1", "nlu_responses_total{status=\"200\"} 1");
        }
    }

    @Test
    void batchesVectorsHealthAndMistakes() throws Exception {
        try (Batcher<Inference> batcher = batcher(NluServerTest::inferAll, 8);
                NluServer server = serve(batcher)) {
            assertThat(post(at(server, "/v1/parse"), "{\"texts\":[\"a\",\"São Paulo\"]}")
                            .body())
                    .startsWith("{\"results\":[{\"text\":\"a\"")
                    .contains("\"value\":\"São Paulo\",\"start\":0,\"end\":9");
            assertThat(post(at(server, "/v1/embeddings"), "{\"input\":\"a\",\"model\":\"x\"}")
                            .body())
                    .isEqualTo(
                            "{\"object\":\"list\",\"model\":\"flights\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                                + "\"embedding\":[1.0,0.0,0.5]}]}");
            assertThat(get(at(server, "/health")).statusCode()).isEqualTo(200);
            assertThat(get(at(server, "/ready")).statusCode()).isEqualTo(200);
            assertThat(get(at(server, "/v2/models/flights/ready")).statusCode()).isEqualTo(200);
            assertThat(post(at(server, "/v1/parse"), "{\"utterance\":\"a\"}").statusCode())
                    .isEqualTo(422);
            assertThat(post(at(server, "/model/parse"), "no json").statusCode()).isEqualTo(422);
            assertThat(post(at(server, "/v1/other"), "{}").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void answersAndRefusalsRepeatTheCallersNames() throws Exception {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        try (Batcher<Inference> batcher = batcher(NluServerTest::inferAll, 8);
                NluServer server = serve(batcher)) {
            for (String body : List.of("{\"text\":\"a\"}", "no json")) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(at(server, "/v1/parse"))
                                .header("X-Request-Id", "mine-1")
                                .header("traceparent", trace)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.headers().allValues("x-request-id")).containsExactly("mine-1");
                assertThat(answer.headers().allValues("traceparent")).containsExactly(trace);
            }
            assertThat(get(at(server, "/health")).headers().map()).doesNotContainKeys("x-request-id", "traceparent");
        }
    }

    @Test
    void aModelThatFailsIsAServerError() throws Exception {
        try (Batcher<Inference> batcher = batcher(
                        texts -> {
                            throw new IllegalStateException("the model is broken");
                        },
                        8);
                NluServer server = serve(batcher)) {
            HttpResponse<String> answer = post(at(server, "/v1/parse"), "{\"text\":\"a\"}");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("the model is broken");
        }
    }
}
