package dev.taximeter.provider.http;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Passage;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Target.NluHttp;
import dev.taximeter.model.TruthStamp;
import dev.taximeter.model.Versions;
import dev.taximeter.provider.BootId;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.WorkerClocks;
import dev.taximeter.provider.WorkerStamps;
import java.net.URI;
import java.util.OptionalLong;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * A local language model behind HTTP: anybody's server that speaks one of {@link NluHttp.Api}. Thread-safe; made for
 * virtual threads. Answers come whole. Where the server stamps them with its own clock, the way there and back is told
 * apart as with a queue.
 */
public final class NluHttpProvider implements Provider {
    private static final MediaType JSON = MediaType.get("application/json");

    private final NluHttp target;
    /** With the token, where there is one; never told to anybody but the server. */
    private final HttpUrl url;

    private final Headers headers;
    private final HttpClients clients;
    private final Redactor redactor = new Redactor();
    private final TokenEstimator estimator;
    private final Watchdog watchdog = new Watchdog();
    private final TraceContext traces = new TraceContext();
    private final WorkerClocks clocks = new WorkerClocks(BootId.current());

    private NluHttpProvider(NluHttp target, KeyLookup keys, int concurrency) {
        this.target = target;
        this.estimator = TokenEstimator.forModel(target.model());
        HttpUrl plain = new NluWire(target).url();
        if (!target.variables().isEmpty()) {
            HttpProvider.requireSafe(plain);
        }
        String token = secret(target.tokenVariable(), keys);
        this.url = token == null ? plain : withToken(plain, token);
        this.headers = new NluWire(target)
                .headers(secret(target.keyVariable(), keys))
                .newBuilder()
                .add("User-Agent", "taximeter/" + Versions.TOOL)
                .add("Accept", "application/json")
                .build();
        this.clients = new HttpClients(!plain.isHttps(), null, concurrency);
    }

    private HttpUrl withToken(HttpUrl plain, String token) {
        HttpUrl whole = plain.newBuilder().addQueryParameter("token", token).build();
        redactor.learn(String.valueOf(whole.encodedQuery()).substring("token=".length())); // as an address quotes it
        return whole;
    }

    private @Nullable String secret(@Nullable String variable, KeyLookup keys) {
        if (variable == null) {
            return null;
        }
        String secret = UnusableKeyException.requireUsable(variable, keys);
        redactor.learn(secret);
        return secret;
    }

    /**
     * Prepares the clients; asks the server nothing.
     *
     * @param keys asked for the variables that the target names
     * @param expectedConcurrency how many calls will be open at once, at least 1; more are served too
     * @throws UnusableKeyException when the key is missing or no header can carry it
     * @throws IllegalArgumentException when a key would travel in clear text to another machine
     */
    public static NluHttpProvider open(NluHttp target, KeyLookup keys, int expectedConcurrency) {
        return new NluHttpProvider(target, keys, expectedConcurrency);
    }

    /** Where it asks; without secrets. */
    public URI url() {
        return new NluWire(target).url().uri();
    }

    @Override
    public Reply call(Call call, RunClock clock) {
        NluWire wire = new NluWire(target);
        ConnectionFacts connection = new ConnectionFacts(clock);
        Request request = new Request.Builder()
                .url(url)
                .headers(headers)
                .header("traceparent", traces.parent(call.seq()))
                .header("X-Request-Id", TruthStamp.clientRequestId(call.seq()))
                .tag(ConnectionFacts.class, connection)
                .post(RequestBody.create(wire.body(call), JSON))
                .build();
        Reply reply = new Exchange(wire, redactor, estimator, call.unstreamed(), clock, connection)
                .run(clients.newCall(request), watchdog);
        NluAnswer answer = wire.answer();
        Attempt attempt = reply.attempt().withoutTokens();
        if (answer == null || !attempt.outcome().isOk()) {
            return Reply.text(attempt, reply.text());
        }
        return new Reply(
                stamped(attempt, answer.stamps(), clock),
                answer.intent(),
                answer.intent(),
                answer.confidence(),
                answer.entities());
    }

    private Attempt stamped(Attempt attempt, @Nullable WorkerStamps stamps, RunClock clock) {
        if (stamps == null) {
            return attempt;
        }
        Passage passage = clocks.passage(
                attempt.sentNanos(), OptionalLong.empty(), stamps, attempt.doneNanos(), clock.originNanos());
        return attempt.with(attempt.facts().with(passage));
    }

    /** Cancels open calls and closes connections. */
    @Override
    public void close() {
        watchdog.close();
        clients.close();
    }
}
