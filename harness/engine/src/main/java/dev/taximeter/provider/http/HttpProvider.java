package dev.taximeter.provider.http;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Credential;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Target;
import dev.taximeter.model.TruthStamp;
import dev.taximeter.model.Versions;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;
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
    private final TokenEstimator estimator;
    private final HttpClients clients;
    private final Watchdog watchdog = new Watchdog();
    private final Redactor redactor = new Redactor();
    private final @Nullable AwsSigner signer;
    private final @Nullable ScheduledExecutorService renewals;
    private final @Nullable EntraTokens tokens;

    private HttpProvider(
            Target.Http target, WireDialect dialect, KeyLookup keys, @Nullable Trust trust, int concurrency) {
        this.dialect = dialect;
        this.additions = new Additions(target);
        this.estimator = TokenEstimator.forModel(target.model());
        this.headers = headers(target, keys);
        this.signer = signer(target, keys);
        if (target.credential() instanceof Credential.Entra entra) {
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("tokens").daemon().factory());
            this.renewals = executor;
            this.tokens = EntraTokens.open(entra, keys, redactor, (wait, task) -> later(executor, wait, task));
        } else {
            this.renewals = null;
            this.tokens = null;
        }
        this.clients = new HttpClients(!dialect.url().isHttps(), trust, concurrency);
    }

    /** What every call sends, but for a token that changes. */
    private Headers headers(Target.Http target, KeyLookup keys) {
        String key = switch (target.credential()) {
            case Credential.None _, Credential.Entra _, Credential.Aws _ -> null;
            case Credential.Key named -> secret(named.variable(), keys);
        };
        Headers.Builder all = additions
                .to(dialect.headers(key)
                        .newBuilder()
                        .add("User-Agent", "taximeter/" + Versions.TOOL)
                        .build())
                .newBuilder();
        for (Target.SecretHeader header : target.secretHeaders()) {
            String scheme = header.scheme().isEmpty() ? "" : header.scheme() + " ";
            all.set(header.name(), scheme + secret(header.variable(), keys));
        }
        return all.build();
    }

    private @Nullable AwsSigner signer(Target.Http target, KeyLookup keys) {
        if (!(target.credential() instanceof Credential.Aws aws)) {
            return null;
        }
        AwsSigner made = AwsSigner.of(aws, keys, Clock.systemUTC());
        made.secrets().forEach(redactor::learn);
        return made;
    }

    private String secret(String variable, KeyLookup keys) {
        String secret = UnusableKeyException.requireUsable(variable, keys);
        redactor.learn(secret);
        return secret;
    }

    private static void later(ScheduledExecutorService executor, Duration wait, Runnable task) {
        if (!executor.isShutdown()) {
            ScheduledFuture<?> _ = executor.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Reads the secrets, buys a first token where the target wants one, and prepares the clients; asks the model
     * nothing.
     *
     * @param keys asked once for each variable that the target's credential and headers name
     * @param expectedConcurrency how many calls will be open at once, at least 1; more are served too
     * @throws UnusableKeyException when a secret is missing or no header can carry it
     * @throws IllegalArgumentException when a secret would travel in clear text to another machine
     */
    public static HttpProvider open(Target.Http target, KeyLookup keys, int expectedConcurrency) {
        return open(target, keys, null, expectedConcurrency);
    }

    /**
     * As {@link #open(Target.Http, KeyLookup, int)}, for a server on this machine whose certificate nobody signed.
     *
     * @param certificatePem the only certificate that is trusted; null for those that the machine trusts
     * @throws IllegalArgumentException also when another machine is to be trusted so
     */
    public static HttpProvider open(
            Target.Http target, KeyLookup keys, @Nullable String certificatePem, int expectedConcurrency) {
        WireDialect dialect = WireDialect.of(target);
        if (!target.variables().isEmpty()) {
            requireSafe(dialect.url());
        }
        if (target.credential() instanceof Credential.Entra entra) {
            requireSafe(HttpUrl.get(entra.authority().toString()));
        }
        if (certificatePem != null && !LOOPBACK.matcher(dialect.url().host()).matches()) {
            throw new IllegalArgumentException("a certificate is trusted on this machine only: " + target.endpoint());
        }
        Trust trust = certificatePem == null ? null : Trust.in(certificatePem);
        return new HttpProvider(target, dialect, keys, trust, expectedConcurrency);
    }

    static void requireSafe(HttpUrl url) {
        if (!url.isHttps() && !LOOPBACK.matcher(url.host()).matches()) {
            throw new IllegalArgumentException("a key is sent by https only: " + url.scheme() + "://" + url.host());
        }
    }

    /**
     * What keeps calls from being made; without secrets. Empty when nothing does, as far as it can be told without
     * asking the model.
     */
    public Optional<String> problem() {
        return tokens == null ? Optional.empty() : tokens.problem();
    }

    @Override
    public Reply call(Call call, RunClock clock) {
        String token = tokens == null ? null : tokens.current();
        if (tokens != null && token == null) {
            long nowNanos = clock.nanos();
            Outcome noToken = Outcome.of(Kind.AUTH, tokens.problem().orElse("there is no token"));
            return Reply.text(Attempt.without(nowNanos, nowNanos, noToken), "");
        }
        ConnectionFacts connection = new ConnectionFacts(clock);
        okhttp3.Call http = clients.newCall(request(call, connection, token));
        return new Exchange(dialect, redactor, estimator, call, clock, connection).run(http, watchdog);
    }

    /** Streams are asked for uncompressed: a compressor may hold tokens back. */
    private Request request(Call call, ConnectionFacts connection, @Nullable String token) {
        byte[] body = additions.to(dialect.body(call));
        Request.Builder request = new Request.Builder()
                .url(call.stream() ? dialect.streamUrl() : dialect.url())
                .headers(headers)
                .tag(ConnectionFacts.class, connection)
                .post(RequestBody.create(body, JSON));
        request.header("X-Client-Request-Id", TruthStamp.clientRequestId(call.seq()));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
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
        if (renewals != null) {
            renewals.shutdownNow();
        }
        watchdog.close();
        clients.close();
    }
}
