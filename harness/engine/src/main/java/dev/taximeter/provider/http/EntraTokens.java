package dev.taximeter.provider.http;

import dev.taximeter.model.Credential;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Tokens of Microsoft Entra ID, bought with client credentials (RFC 6749 §4.4). The first is bought when this is made,
 * each further one long before the last expires, on a thread of its own, so that no call waits for it. Tokens live in
 * memory only. Thread-safe.
 */
final class EntraTokens {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int ANSWER_LIMIT_BYTES = 64 * 1024;
    /** A token is replaced so long before it expires, or after half of its life where that is shorter. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration WITHOUT_EXPIRY = Duration.ofMinutes(30);

    private final Request request;
    private final Redactor redactor;
    private final Later later;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .proxy(Proxy.NO_PROXY)
            .callTimeout(LIMIT)
            .build();
    private volatile @Nullable String token;
    private volatile String problem = "";

    /** Does something once, after a while, on another thread. */
    @FunctionalInterface
    interface Later {
        void run(Duration wait, Runnable task);
    }

    private EntraTokens(Request request, Redactor redactor, Later later) {
        this.request = request;
        this.redactor = redactor;
        this.later = later;
    }

    /**
     * Buys the first token; when that fails, goes on trying, see {@link #problem}.
     *
     * @param redactor learns the secret and every token
     * @throws UnusableKeyException when a variable is not set or holds what no secret has
     */
    static EntraTokens open(Credential.Entra entra, KeyLookup keys, Redactor redactor, Later later) {
        String secret = UnusableKeyException.requireUsable(entra.secretVariable(), keys);
        redactor.learn(secret);
        HttpUrl url = HttpUrl.get(entra.authority().toString())
                .newBuilder()
                .addPathSegment(UnusableKeyException.requireUsable(entra.tenantVariable(), keys))
                .addPathSegments("oauth2/v2.0/token")
                .build();
        FormBody form = new FormBody.Builder()
                .add("grant_type", "client_credentials")
                .add("client_id", UnusableKeyException.requireUsable(entra.clientVariable(), keys))
                .add("client_secret", secret)
                .add("scope", entra.scope())
                .build();
        EntraTokens tokens = new EntraTokens(
                new Request.Builder()
                        .url(url)
                        .header("Accept", "application/json")
                        .post(form)
                        .build(),
                redactor,
                later);
        tokens.renew();
        return tokens;
    }

    /** The token of the moment; null when none could be bought yet. */
    @Nullable
    String current() {
        return token;
    }

    /** Why the latest attempt to buy a token failed, without secrets; empty when it did not. */
    Optional<String> problem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    private void renew() {
        later.run(bought(), this::renew);
    }

    /** Buys a token and tells when to buy the next. */
    private Duration bought() {
        try (Response response = client.newCall(request).execute()) {
            byte[] body = response.peekBody(ANSWER_LIMIT_BYTES).bytes();
            Answer answer = new Answer();
            if (response.isSuccessful()) {
                JsonScan.document(body, body.length, answer::field);
            }
            String bought = answer.token;
            if (bought == null) {
                return failed(
                        "HTTP " + response.code() + " " + ErrorBody.of(body).detail());
            }
            redactor.learn(bought);
            token = bought;
            problem = "";
            return answer.expiresSeconds.isPresent()
                    ? untilRenewal(Duration.ofSeconds(answer.expiresSeconds.getAsLong()))
                    : WITHOUT_EXPIRY;
        } catch (IOException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private Duration failed(String words) {
        problem = redactor.clean("no token from " + request.url().host() + ": " + words);
        return AFTER_FAILURE;
    }

    /** @param life of a token, at least 0 */
    static Duration untilRenewal(Duration life) {
        Duration half = life.dividedBy(2);
        Duration early = life.minus(MARGIN);
        return early.compareTo(half) > 0 ? early : half;
    }

    /** The token service's answer. */
    private static final class Answer {
        private @Nullable String token;
        private OptionalLong expiresSeconds = OptionalLong.empty();

        void field(String name, JsonParser json) {
            switch (name) {
                case "access_token" -> token = JsonScan.text(json);
                case "expires_in" -> expiresSeconds = JsonScan.count(json);
                default -> {}
            }
        }
    }
}
