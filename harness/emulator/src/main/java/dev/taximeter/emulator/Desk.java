package dev.taximeter.emulator;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.TruthStamp;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The emulator's own addresses, {@code /_taximeter/…}, and the answer to every address that nobody serves. */
final class Desk implements Play {
    static final String HEALTH = "_taximeter/health";
    static final String TRUTH = "_taximeter/truth";
    static final String CONFIG = "_taximeter/config";
    static final String RESET = "_taximeter/reset";
    static final String CERTIFICATE = "_taximeter/certificate";

    private static final String JSON = "application/json";
    private static final int LINES_A_CHUNK = 1_000;

    private final House house;
    private final HttpMethod method;
    private final String path;
    private final Stage stage;

    Desk(House house, Channel channel, NanoClock clock, HttpMethod method, String path) {
        this.house = house;
        this.method = method;
        this.path = path;
        stage = new Stage(channel, clock, (contentNanos, doneNanos, abandoned) -> {});
    }

    @Override
    public void run() {
        try {
            answer();
        } catch (IOException e) {
            // The client hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it hung up while we waited; this thread ends here
        }
    }

    private void answer() throws IOException, InterruptedException {
        switch (method.name() + " " + path) {
            case "GET " + HEALTH -> health();
            case "GET " + TRUTH -> truth();
            case "GET " + CONFIG -> json(house.config().toJson());
            case "GET " + CERTIFICATE ->
                text("application/x-pem-file", house.certificate().pem());
            case "POST " + RESET -> {
                house.reset();
                json("{\"status\":\"ok\"}");
            }
            default -> notFound();
        }
    }

    private void health() throws IOException, InterruptedException {
        ObjectNode health = Json.object()
                .put("status", "ok")
                .put("stamps", house.settledTruth().size())
                .put("dropped", house.truth().dropped());
        json(health.toString());
    }

    private void truth() throws IOException, InterruptedException {
        List<TruthStamp> stamps = house.settledTruth();
        stage.open(noHeaders(), "application/x-ndjson", new byte[0]);
        for (int from = 0; from < stamps.size(); from += LINES_A_CHUNK) {
            String lines = stamps.subList(from, Math.min(stamps.size(), from + LINES_A_CHUNK)).stream()
                    .map(stamp -> Json.line(stamp) + "\n")
                    .collect(Collectors.joining());
            stage.aside(lines.getBytes(StandardCharsets.UTF_8));
        }
        stage.close(new byte[0]);
    }

    private void notFound() throws IOException, InterruptedException {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", Fault.unknownPath().message())
                .put("type", "invalid_request_error")
                .putNull("param")
                .put("code", "unknown_url");
        stage.whole(404, noHeaders(), JSON, body.toString().getBytes(StandardCharsets.UTF_8), false);
    }

    private void json(String body) throws IOException, InterruptedException {
        text(JSON, body);
    }

    private void text(String contentType, String body) throws IOException, InterruptedException {
        stage.whole(200, noHeaders(), contentType, body.getBytes(StandardCharsets.UTF_8), false);
    }

    private static HttpHeaders noHeaders() {
        return DefaultHttpHeadersFactory.headersFactory().newHeaders();
    }
}
