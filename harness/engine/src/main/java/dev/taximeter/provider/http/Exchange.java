package dev.taximeter.provider.http;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.ServerStage;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Reply;
import dev.taximeter.provider.http.Watchdog.Stage;
import dev.taximeter.provider.http.Watchdog.Watch;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** One call from sending to its end. One thread. */
final class Exchange {
    private static final int WHOLE_LIMIT_BYTES = 16 * 1024 * 1024;
    private static final int STREAM_LIMIT_BYTES = 16 * 1024 * 1024;

    /** A tokenizer takes a thousand times the memory of a text that has no spaces; longer ones stay without an estimate. */
    private static final int ESTIMATE_LIMIT_CHARS = 256 * 1024;

    private static final int ERROR_LIMIT_BYTES = 64 * 1024;

    /** How long a body may take to end after the dialect's end; as long as the client itself waits before it gives up a connection. */
    private static final long END_PATIENCE_MILLIS = 100;

    private final WireDialect dialect;
    private final Redactor redactor;
    private final TokenEstimator estimator;
    private final Call call;
    private final RunClock clock;
    private final ConnectionFacts connection;
    private final ReplyDraft draft = new ReplyDraft();
    private OptionalLong headersNanos = OptionalLong.empty();
    private OptionalLong firstByteNanos = OptionalLong.empty();
    private OptionalInt status = OptionalInt.empty();
    private OptionalLong retryAfterNanos = OptionalLong.empty();
    private Headers headers = Headers.of();
    private long doneNanos;
    private OptionalLong eofNanos = OptionalLong.empty();

    Exchange(
            WireDialect dialect,
            Redactor redactor,
            TokenEstimator estimator,
            Call call,
            RunClock clock,
            ConnectionFacts connection) {
        this.dialect = dialect;
        this.redactor = redactor;
        this.estimator = estimator;
        this.call = call;
        this.clock = clock;
        this.connection = connection;
    }

    /** @param http ready to be sent, its body serialised */
    Reply run(okhttp3.Call http, Watchdog watchdog) {
        long sentNanos = clock.nanos();
        Ending ending;
        if (Thread.currentThread().isInterrupted()) {
            doneNanos = sentNanos;
            ending = new Ending(Kind.CANCELLED, "interrupted before it was sent");
        } else {
            try (Watch watch = watchdog.watch(http, call, clock, sentNanos)) {
                ending = converse(http, watch);
            }
        }
        return reply(sentNanos, new Outcome(ending.kind(), status, redactor.clean(ending.detail())));
    }

    private Ending converse(okhttp3.Call http, Watch watch) {
        try (Response response = http.execute()) {
            long nowNanos = clock.nanos();
            headersNanos = OptionalLong.of(nowNanos);
            watch.heard(nowNanos);
            watch.reached(Stage.BEFORE_FIRST_TOKEN);
            status = OptionalInt.of(response.code());
            headers = response.headers();
            Ending ending = read(response, watch);
            readToEnd(response);
            return ending;
        } catch (IOException e) {
            doneNanos = clock.nanos();
            return broken(e, watch.ending());
        }
    }

    private Ending read(Response response, Watch watch) throws IOException {
        if (response.isRedirect()) {
            doneNanos = clock.nanos();
            return new Ending(Kind.BAD_REQUEST, "a redirect, which is not followed");
        }
        if (!response.isSuccessful()) {
            return failure(response, watch);
        }
        return call.stream() ? stream(response, watch) : whole(response, watch);
    }

    private Ending failure(Response response, Watch watch) throws IOException {
        byte[] body = bytes(response, watch, ERROR_LIMIT_BYTES, false);
        doneNanos = clock.nanos();
        ErrorBody error = ErrorBody.of(body);
        retryAfterNanos = error.retryAfterNanos();
        return new Ending(dialect.failure(response.code(), error, headers), error.detail());
    }

    private Ending stream(Response response, Watch watch) throws IOException {
        MediaType type = response.body().contentType();
        Framing framing = dialect.framing();
        if (type != null && !(type.type() + '/' + type.subtype()).equals(framing.mediaType())) {
            throw new MalformedException("expected " + framing.mediaType() + ", got " + type);
        }
        FrameReader frames =
                framing.reader(new BoundedStream(response.body().byteStream(), STREAM_LIMIT_BYTES), () -> heard(watch));
        while (!draft.ended() && frames.next()) {
            draft.at(frames.stampNanos());
            dialect.event(frames.data(), draft);
            if (draft.hasContent()) {
                watch.reached(Stage.MID_STREAM);
            }
        }
        if (!draft.ended() && !frames.cutOff()) {
            dialect.endOfStream(draft);
        }
        doneNanos = draft.ended() ? draft.nowNanos() : clock.nanos();
        return draft.ending(Kind.TRUNCATED);
    }

    /** The content of an answer that is not streamed arrives with its last byte. */
    private Ending whole(Response response, Watch watch) throws IOException {
        byte[] body = bytes(response, watch, WHOLE_LIMIT_BYTES, true);
        doneNanos = clock.nanos();
        draft.at(doneNanos);
        dialect.whole(body, draft);
        dialect.usage(headers, draft.usage());
        return draft.ending(Kind.MALFORMED);
    }

    /** The dialect has ended; whether the body does too decides when the connection is free again. */
    private void readToEnd(Response response) {
        BufferedSource rest = response.body().source();
        rest.timeout().deadline(END_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        try {
            while (!rest.exhausted()) {
                rest.skip(rest.getBuffer().size());
            }
            eofNanos = OptionalLong.of(clock.nanos());
        } catch (IOException e) {
            eofNanos = OptionalLong.empty(); // the call is over; only its connection is lost
        }
    }

    private long heard(Watch watch) {
        long nowNanos = clock.nanos();
        if (firstByteNanos.isEmpty()) {
            firstByteNanos = OptionalLong.of(nowNanos);
        }
        watch.heard(nowNanos);
        return nowNanos;
    }

    /** Reads up to a limit; past it, fails where all of the body is needed and stops where it is not. */
    private byte[] bytes(Response response, Watch watch, int limit, boolean allNeeded) throws IOException {
        InputStream in = response.body().byteStream();
        ByteRun body = new ByteRun(limit);
        byte[] piece = new byte[8 * 1024];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            heard(watch);
            if (!allNeeded && count > limit - body.length()) {
                break;
            }
            body.append(piece, 0, count);
        }
        return body.toByteArray();
    }

    private Ending broken(IOException e, @Nullable Ending ending) {
        if (ending != null) {
            return ending;
        }
        if (Thread.currentThread().isInterrupted()) {
            return new Ending(Kind.CANCELLED, "interrupted");
        }
        String words = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new Ending(kindOf(e), words);
    }

    private Kind kindOf(IOException e) {
        if (e instanceof MalformedException) {
            return Kind.MALFORMED;
        }
        if (!connection.connected()) {
            return Kind.CONNECT_FAILED;
        }
        if (headersNanos.isPresent() && endsEarly(e)) {
            return Kind.TRUNCATED;
        }
        return e instanceof ProtocolException ? Kind.MALFORMED : Kind.RESET;
    }

    /** OkHttp tells an orderly close in the middle of a body from other breaches of protocol by its message only. */
    private static boolean endsEarly(IOException e) {
        return e instanceof EOFException || "unexpected end of stream".equals(e.getMessage());
    }

    private Reply reply(long sentNanos, Outcome outcome) {
        String text = redactor.withoutSecret(draft.text());
        Attempt attempt = new Attempt(
                sentNanos,
                headersNanos,
                firstByteNanos,
                draft.firstEventNanos(),
                draft.firstReasoningNanos(),
                draft.chunks(),
                draft.chunkChars(),
                draft.finishNanos(),
                draft.usageNanos(),
                doneNanos,
                eofNanos,
                outcome,
                usage(outcome, text),
                redactor.cleanOrNull(draft.finishReason()),
                facts());
        return Reply.text(attempt, text);
    }

    /** The server's figures, or a tokenizer's where it answered, and so bills, without giving any. */
    private @Nullable TokenUsage usage(Outcome outcome, String text) {
        TokenUsage reported = draft.usage().usage();
        if (reported != null) {
            return reported;
        }
        boolean billed = outcome.isOk()
                || outcome.kind() == Kind.CONTENT_FILTERED
                || outcome.kind() == Kind.REFUSED
                || draft.hasContent();
        return billed && text.length() <= ESTIMATE_LIMIT_CHARS ? dialect.estimate(estimator, call, text) : null;
    }

    private ServerFacts facts() {
        String requestId = headers.get(dialect.requestIdHeader());
        String region = dialect.regionHeader() == null ? null : headers.get(dialect.regionHeader());
        FactsDraft said = draft.facts();
        RateLimits.of(headers).forEach(said::limit);
        dialect.facts(headers, said);
        return new ServerFacts(
                redactor.cleanOrNull(requestId != null ? requestId : headers.get("x-request-id")),
                redactor.cleanOrNull(said.model()),
                redactor.cleanOrNull(region),
                connection.protocol(),
                connection.reused(),
                connection.connectNanos(),
                serverNanos(),
                redactor.cleanOrNull(said.fingerprint()),
                redactor.cleanOrNull(said.session()),
                redactor.cleanOrNull(said.serviceTier()),
                redactor.cleanOrNull(said.spilledFrom()),
                said.filterMode(),
                connection.tlsVersion(),
                connection.tlsNanos(),
                said.utilisationRatio(),
                RetryAfter.of(headers).isPresent() ? RetryAfter.of(headers) : retryAfterNanos,
                RetryAfter.wanted(headers),
                said.stages(),
                said.limits());
    }

    /** The body's figure covers the whole answer; a header's ends where the headers begin, which is the whole only unstreamed. */
    private OptionalLong serverNanos() {
        FactsDraft said = draft.facts();
        OptionalLong toHeaders = toHeadersNanos();
        toHeaders.ifPresent(nanos -> said.stage(ServerStage.HEADERS, nanos));
        return said.totalNanos().isPresent() || call.stream() ? said.totalNanos() : toHeaders;
    }

    private OptionalLong toHeadersNanos() {
        String millis = headers.get("openai-processing-ms");
        if (millis == null) {
            millis = headers.get("x-envoy-upstream-service-time");
        }
        return millis != null && millis.matches("\\d{1,9}")
                ? OptionalLong.of(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(millis)))
                : OptionalLong.empty();
    }
}
