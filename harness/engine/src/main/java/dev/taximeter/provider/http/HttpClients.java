package dev.taximeter.provider.http;

import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp without the defaults that would spoil figures. Thread-safe.
 *
 * <ul>
 *   <li>Nothing is sent twice behind our back: no retry, no redirect (a redirect would also carry the vendors' key
 *       headers to another host), and no second try after a 503 that says {@code Retry-After: 0}.
 *   <li>No time-outs of its own but the one for connecting: they cost CPU on each read, see {@link Watchdog}.
 *   <li>Connections are made on the caller's thread, one address after the other, so that connect time is connect time
 *       and an interrupt ends it.
 *   <li>Pools as large as the concurrency, so that no connection is closed for want of room; split over several
 *       clients, because each call walks its client's whole pool.
 *   <li>HTTP/1.1 on cleartext, where some servers drop the body of an upgrade request; no system proxy.
 * </ul>
 */
final class HttpClients implements AutoCloseable {
    private static final int CALLS_PER_CLIENT = 128;
    private static final int MOST_CLIENTS = 32;
    private static final Pattern ZERO = Pattern.compile("0+");
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final List<OkHttpClient> clients;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * @param trust in the place of the machine's; null for the machine's
     * @param concurrency how many calls will be open at once, at least 1
     */
    HttpClients(boolean cleartext, @Nullable Trust trust, int concurrency) {
        OkHttpClient common = common(cleartext, trust);
        int count = Math.clamp(Math.ceilDiv(concurrency, CALLS_PER_CLIENT), 1, MOST_CLIENTS);
        this.clients = IntStream.range(0, count)
                .mapToObj(i -> common.newBuilder()
                        .connectionPool(new ConnectionPool(Math.max(1, concurrency), 5, TimeUnit.MINUTES))
                        .dispatcher(new Dispatcher())
                        .build())
                .toList();
    }

    private static OkHttpClient common(boolean cleartext, @Nullable Trust trust) {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .fastFallback(false)
                .proxy(Proxy.NO_PROXY)
                .connectTimeout(CONNECT_LIMIT)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(Duration.ZERO)
                .addNetworkInterceptor(chain -> withoutInvitation(chain.proceed(chain.request())))
                .eventListenerFactory(HttpClients::listener);
        if (cleartext) {
            builder.protocols(List.of(Protocol.HTTP_1_1));
        }
        if (trust != null) {
            builder.sslSocketFactory(trust.sockets(), trust.manager());
        }
        return builder.build();
    }

    /** OkHttp repeats a call at once when a 503 says {@code Retry-After: 0}, whatever else it was told. */
    private static Response withoutInvitation(Response response) {
        String wait = response.header("Retry-After");
        return response.code() == 503 && wait != null && ZERO.matcher(wait).matches()
                ? response.newBuilder()
                        .removeHeader("Retry-After")
                        .header("retry-after-ms", "0") // the same wish in words that OkHttp does not know
                        .build()
                : response;
    }

    private static EventListener listener(Call call) {
        ConnectionFacts facts = call.request().tag(ConnectionFacts.class);
        return facts == null ? EventListener.NONE : facts;
    }

    /** A call on the client whose turn it is. */
    Call newCall(Request request) {
        return clients.get(Math.floorMod(turn.getAndIncrement(), clients.size()))
                .newCall(request);
    }

    /** Closes idle connections. */
    @Override
    public void close() {
        clients.forEach(client -> client.connectionPool().evictAll());
    }
}
