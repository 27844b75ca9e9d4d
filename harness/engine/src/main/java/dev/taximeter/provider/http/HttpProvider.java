package dev.taximeter.provider.http;

import dev.taximeter.model.Credential;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Target;
import dev.taximeter.model.Versions;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * A language model behind HTTP. Open one for each arm and trial, so that no connection is carried over. Thread-safe;
 * made for virtual threads.
 *
 * <p>Times: {@code sent} is stamped when the request is serialised and handed to the client; a chunk is stamped when the
 * read that brought its last byte returned; {@code done} is the arrival of the dialect's end ({@code [DONE]},
 * {@code message_stop}), or of the body's end where the answer is not streamed. The content of such an answer is one
 * chunk that arrives with the last byte.
 *
 * <p>An answer is good only with a finish reason, the dialect's end and no error frame before it.
 */
public final class HttpProvider implements Provider {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|::1|127(\\.\\d{1,3}){3}");

    private final WireDialect dialect;
    private final Additions additions;
    private final Headers headers;
    private final Redactor redactor;
    private final TokenEstimator estimator;
    private final HttpClients clients;
    private final Watchdog watchdog = new Watchdog();
    private final @Nullable AwsSigner signer;

    private HttpProvider(
            WireDialect dialect,
            Target.Http target,
            @Nullable String key,
            @Nullable AwsSigner signer,
            int concurrency) {
        this.dialect = dialect;
        this.additions = new Additions(target);
        this.headers = additions.to(dialect.headers(key)
                .newBuilder()
                .add("User-Agent", "taximeter/" + Versions.TOOL)
                .build());
        this.signer = signer;
        this.redactor = new Redactor(signer != null ? signer.secrets() : key != null ? List.of(key) : List.of());
        this.estimator = TokenEstimator.forModel(target.model());
        this.clients = new HttpClients(!dialect.url().isHttps(), concurrency);
    }

    /**
     * Reads the key and prepares the clients; sends nothing.
     *
     * @param keys asked once for each variable that the target's credential names
     * @param expectedConcurrency how many calls will be open at once, at least 1; more are served too
     * @throws UnusableKeyException when a secret is missing or no header can carry it
     * @throws IllegalArgumentException when a key would travel in clear text to another machine
     */
    public static HttpProvider open(Target.Http target, KeyLookup keys, int expectedConcurrency) {
        WireDialect dialect = WireDialect.of(target);
        String key = switch (target.credential()) {
            case Credential.None _ -> null;
            case Credential.Key named -> UnusableKeyException.requireUsable(named.variable(), keys);
            case Credential.Aws _ -> null;
        };
        AwsSigner signer =
                target.credential() instanceof Credential.Aws aws ? AwsSigner.of(aws, keys, Clock.systemUTC()) : null;
        if ((key != null || signer != null)
                && !dialect.url().isHttps()
                && !LOOPBACK.matcher(dialect.url().host()).matches()) {
            throw new IllegalArgumentException("a key is sent by https only: " + target.endpoint());
        }
        return new HttpProvider(dialect, target, key, signer, expectedConcurrency);
    }

    @Override
    public Reply call(Call call, RunClock clock) {
        ConnectionFacts connection = new ConnectionFacts(clock);
        okhttp3.Call http = clients.newCall(request(call, connection));
        return new Exchange(dialect, redactor, estimator, call, clock, connection).run(http, watchdog);
    }

    /** Streams are asked for uncompressed: a compressor may hold tokens back. */
    private Request request(Call call, ConnectionFacts connection) {
        byte[] body = additions.to(dialect.body(call));
        Request.Builder request = new Request.Builder()
                .url(call.stream() ? dialect.streamUrl() : dialect.url())
                .headers(headers)
                .tag(ConnectionFacts.class, connection)
                .post(RequestBody.create(body, JSON));
        if (call.stream()) {
            request.header("Accept", dialect.framing().mediaType()).header("Accept-Encoding", "identity");
        } else {
            request.header("Accept", "application/json");
        }
        return signer == null ? request.build() : signer.sign(request.build(), body);
    }

    /** Cancels open calls and closes connections. */
    @Override
    public void close() {
        watchdog.close();
        clients.close();
    }
}
