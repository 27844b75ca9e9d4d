package dev.taximeter.emulator;

import dev.taximeter.model.NanoClock;
import dev.taximeter.model.TruthStamp;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The emulator's own addresses, {@code /_taximeter/…}, and the answer to every address that nobody serves. */
final class Desk implements Runnable {
    static final String HEALTH = "_taximeter/health";
    static final String TRUTH = "_taximeter/truth";

    private static final int LINES_A_CHUNK = 1_000;

    private final House house;
    private final HttpMethod method;
    private final String path;
    private final Stage stage;

    Desk(House house, Channel channel, NanoClock clock, HttpMethod method, String path) {
        this.house = house;
        this.method = method;
        this.path = path;
        stage = new Stage(channel, clock, (contentNanos, doneNanos) -> {});
    }

    @Override
    public void run() {
        try {
            if (method.equals(HttpMethod.GET) && path.equals(HEALTH)) {
                health();
            } else if (method.equals(HttpMethod.GET) && path.equals(TRUTH)) {
                truth();
            } else {
                notFound();
            }
        } catch (IOException e) {
            // The client hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it hung up while we waited; this thread ends here
        }
    }

    private void health() throws IOException, InterruptedException {
        ObjectNode health = Json.object()
                .put("status", "ok")
                .put("stamps", house.settledTruth().size())
                .put("dropped", house.truth().dropped());
        stage.whole(200, noHeaders(), health.toString(), false);
    }

    private void truth() throws IOException, InterruptedException {
        List<TruthStamp> stamps = house.settledTruth();
        stage.open(noHeaders(), "application/x-ndjson", "");
        for (int from = 0; from < stamps.size(); from += LINES_A_CHUNK) {
            String lines = stamps.subList(from, Math.min(stamps.size(), from + LINES_A_CHUNK)).stream()
                    .map(stamp -> Json.line(stamp) + "\n")
                    .collect(Collectors.joining());
            stage.content(List.of(lines));
        }
        stage.close("");
    }

    private void notFound() throws IOException, InterruptedException {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", Fault.unknownPath().message())
                .put("type", "invalid_request_error")
                .putNull("param")
                .put("code", "unknown_url");
        stage.whole(404, noHeaders(), body.toString(), false);
    }

    private static HttpHeaders noHeaders() {
        return DefaultHttpHeadersFactory.headersFactory().newHeaders();
    }
}
