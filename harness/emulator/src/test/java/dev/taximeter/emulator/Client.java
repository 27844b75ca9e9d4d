package dev.taximeter.emulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/** Sends requests as the vendors' clients do, and returns answers to the byte. */
final class Client implements AutoCloseable {
    /** Times vary; all else is fixed by the seed. */
    private static final Pattern TIMES = Pattern.compile("((_ms|_duration|_per_second|latencyMs)\":)[0-9.E-]+");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    HttpResponse<String> openAi(URI base, String body) throws IOException, InterruptedException {
        return openAi(base, "/chat/completions", body);
    }

    HttpResponse<String> openAi(URI base, String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer made-up")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> azure(URI base, String body) throws IOException, InterruptedException {
        String path = "/openai/deployments/gpt-35-turbo/chat/completions?api-version=2024-10-21";
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("api-key", "made-up")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> anthropic(URI base, String body) throws IOException, InterruptedException {
        return anthropic(base, "/v1/messages", body);
    }

    HttpResponse<String> anthropic(URI base, String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("x-api-key", "made-up")
                .header("anthropic-version", "2023-06-01")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A request that every dialect reads. */
    static String ask(String text, int maxTokens, boolean stream) {
        return Json.object()
                .put("model", "m-1")
                .put("max_tokens", maxTokens)
                .put("stream", stream)
                .set(
                        "messages",
                        Json.array().add(Json.object().put("role", "user").put("content", text)))
                .toString();
    }

    static String withUsage(String ask) {
        return ask.substring(0, ask.length() - 1) + ",\"stream_options\":{\"include_usage\":true}}";
    }

    static String withoutTimes(String body) {
        return TIMES.matcher(body).replaceAll(match -> match.group(1) + "0");
    }

    @Override
    public void close() {
        http.close();
    }
}
