package dev.taximeter.emulator;

import dev.taximeter.model.NanoClock;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A token service like Microsoft Entra ID's, {@code POST /_taximeter/entra/{tenant}/oauth2/v2.0/token}: sells made-up
 * tokens for made-up client credentials (RFC 6749 §4.4). Never echoes what it gets.
 */
final class TokenDesk implements Play {
    private static final Pattern PATH = Pattern.compile("_taximeter/entra/[^/]+/oauth2/v2\\.0/token");
    private static final int LIFE_SECONDS = 3_599;

    private final NanoClock clock;
    private final Map<String, List<String>> form;
    private final Stage stage;

    /** @param body of the request, a form */
    TokenDesk(Channel channel, NanoClock clock, String body) {
        this.clock = clock;
        this.form = new QueryStringDecoder(body, false).parameters();
        this.stage = new Stage(channel, clock, (contentNanos, doneNanos, abandoned) -> {});
    }

    static boolean serves(String path) {
        return PATH.matcher(path).matches();
    }

    @Override
    public void run() {
        try {
            if (!field("grant_type").equals("client_credentials")) {
                refuse(400, "unsupported_grant_type");
            } else if (!field("scope").endsWith("/.default")) {
                refuse(400, "invalid_scope");
            } else if (field("client_id").isEmpty() || field("client_secret").isEmpty()) {
                refuse(401, "invalid_client");
            } else {
                sell();
            }
        } catch (IOException e) {
            // The client hung up.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it hung up while we waited; this thread ends here
        }
    }

    private String field(String name) {
        List<String> values = form.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    private void sell() throws IOException, InterruptedException {
        answer(
                200,
                Json.object()
                        .put("token_type", "Bearer")
                        .put("expires_in", LIFE_SECONDS)
                        .put("ext_expires_in", LIFE_SECONDS)
                        .put("access_token", "emulated-" + new Noise(new Seed(clock.nanos())).hex(32)));
    }

    private void refuse(int status, String error) throws IOException, InterruptedException {
        answer(status, Json.object().put("error", error).put("error_description", "Refused by the emulator."));
    }

    private void answer(int status, ObjectNode body) throws IOException, InterruptedException {
        stage.whole(
                status,
                DefaultHttpHeadersFactory.headersFactory().newHeaders(),
                "application/json",
                body.toString().getBytes(StandardCharsets.UTF_8),
                false);
    }
}
