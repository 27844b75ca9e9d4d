package dev.taximeter.emulator;

import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonFault;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.TruthStamp;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Plays one request, on a virtual thread of its own. All times are absolute and counted from the request's last byte, or
 * from the slot that it waited for, so a late frame does not make the next one later.
 */
final class Performance implements Play {
    /** Answers claim to be made from 20 June 2023 on, one a second: the emulator knows no date. */
    private static final long FIRST_CREATED_SECONDS = 1_687_219_200L;

    private final Vendor vendor;
    private final Incoming incoming;
    private final NanoClock clock;
    private final Ledger truth;
    private final Wire wire;
    private final Course course;
    private final Noise noise;
    private final String requestId;
    private final Stage stage;

    // Told on the event loop while this thread may be elsewhere.
    private volatile @Nullable InjectedFault injected;
    private volatile Outcome.@Nullable Kind expected;
    private volatile @Nullable JsonFault jsonFault;
    private volatile long queuedNanos;
    private volatile int framesToEnd = Integer.MAX_VALUE;

    Performance(Vendor vendor, Incoming incoming, Channel channel, NanoClock clock, Ledger truth) {
        this.vendor = vendor;
        this.incoming = incoming;
        this.clock = clock;
        this.truth = truth;
        wire = vendor.wire();
        course = vendor.course(incoming.ordinal());
        noise = vendor.noise(incoming.ordinal());
        requestId = wire.requestId(noise);
        stage = new Stage(channel, clock, this::stamp);
    }

    @Override
    public void run() {
        try {
            play();
        } catch (IOException e) {
            // The client hung up. Nobody is left to tell; the stamp says so.
        } catch (RejectedExecutionException e) {
            // The emulator is closing.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it hung up while we waited; this thread ends here
        }
    }

    @Override
    public void abandon() {
        stage.abandon();
    }

    private void play() throws IOException, InterruptedException {
        if (vendor.loads(incoming.receivedNanos())) {
            refuse(Fault.loading(), incoming.receivedNanos());
            return;
        }
        Ask ask;
        try {
            ask = wire.read(incoming);
        } catch (Refused e) {
            refuse(e.fault(), incoming.receivedNanos());
            return;
        }
        Optional<Fault> limit = vendor.admit(ask, incoming.receivedNanos());
        if (limit.isPresent()) {
            refuse(limit.get(), incoming.receivedNanos());
            return;
        }
        InjectedFault fault = course.fault();
        injected = fault;
        expected = fault == null ? Outcome.Kind.OK : wire.expected(fault, ask.stream());
        if (fault == null || !failsAtOnce(ask, fault)) {
            serve(ask, fault);
        }
    }

    /** Plays the faults that need no answer; false for the others. */
    private boolean failsAtOnce(Ask ask, InjectedFault fault) throws IOException, InterruptedException {
        long now = incoming.receivedNanos();
        long late = now + course.ttftNanos();
        switch (fault) {
            case RATE_LIMITED -> fail(Fault.rateLimited(), now);
            case SLOW_DOWN -> fail(Fault.slowDown(TimeUnit.SECONDS.toNanos(1)), now);
            case QUOTA_EXHAUSTED -> fail(Fault.quotaExhausted(), now);
            case SPEND_LIMIT -> fail(Fault.spendLimit(), now);
            case UNAUTHORISED -> fail(Fault.unauthorised(), now);
            case FORBIDDEN -> fail(Fault.forbidden(), now);
            case UNPROCESSABLE -> fail(Fault.unprocessable(), now);
            case NOT_FOUND -> fail(Fault.unknownModel(), now);
            case PROMPT_FILTERED -> block(ask, now);
            case SERVER_ERROR -> fail(Fault.serverError(), late);
            case OVERLOADED -> fail(Fault.overloaded(), late);
            case REQUEST_TIMEOUT -> fail(Fault.timedOut(), late);
            case CONFLICT -> fail(Fault.conflict(), late);
            case HTML_502 -> failInHtml(502, "Bad Gateway", late);
            case HTML_504 -> failInHtml(504, "Gateway Time-out", late);
            case RESET_BEFORE_HEADERS -> {
                clock.sleepUntil(late);
                stage.reset();
            }
            case STALL_BEFORE_HEADERS -> stall();
            case ANSWER_FILTERED,
                    REFUSAL,
                    RESET_MID_STREAM,
                    EARLY_END,
                    HANG_UP,
                    STALL_BEFORE_FIRST_TOKEN,
                    STALL_MID_STREAM,
                    ERROR_THEN_END,
                    ERROR_THEN_EOF,
                    MALFORMED_FRAME,
                    SPLIT_CHARACTERS,
                    COMMENT_PINGS,
                    CRLF,
                    TWO_FRAMES_AT_ONCE,
                    BYTE_BY_BYTE,
                    USAGE_IN_STEPS,
                    LATE_HEADERS -> {
                return false;
            }
        }
        return true;
    }

    private void serve(Ask ask, @Nullable InjectedFault fault) throws IOException, InterruptedException {
        Slots slots = vendor.slots();
        if (slots == null || course.spilled()) {
            answer(ask, fault);
            return;
        }
        queuedNanos = slots.enter(clock, incoming.receivedNanos());
        try {
            answer(ask, fault);
        } finally {
            slots.leave();
        }
    }

    private void answer(Ask ask, @Nullable InjectedFault fault) throws IOException, InterruptedException {
        Answers.Answered answered = vendor.answers().to(ask);
        jsonFault = answered.jsonFault();
        Completion completion = answered.completion();
        if (fault == InjectedFault.REFUSAL) {
            completion = vendor.answers().refusal(ask.maxTokens());
        } else if (fault == InjectedFault.ANSWER_FILTERED) {
            completion = completion.filtered();
        }
        Usage usage = vendor.usage(ask, completion, incoming.receivedNanos());
        Turn turn = new Turn(
                ask,
                vendor.answers().thoughts(),
                completion,
                usage,
                wire.answerId(noise),
                FIRST_CREATED_SECONDS + incoming.ordinal(),
                noise);
        double factor = vendor.factor(incoming.receivedNanos());
        Score score = Score.of(vendor.profile(), course, turn, queuedNanos, factor);
        if (ask.stream()) {
            new StreamedAnswer(this, turn, score, fault).play();
        } else {
            new WholeAnswer(this, turn, score, fault).play();
        }
    }

    Wire wire() {
        return wire;
    }

    Stage stage() {
        return stage;
    }

    String requestId() {
        return requestId;
    }

    /** From this many frames of content on, a client has all: it may leave before the body ends, and nothing is lost. */
    void endsWith(int contentFrames) {
        framesToEnd = contentFrames;
    }

    /** @param nanos after the request's last byte */
    void sleepUntil(long nanos) throws InterruptedException {
        clock.sleepUntil(incoming.receivedNanos() + nanos);
    }

    /** Content times so far, after the request's last byte. */
    Timeline timeline(Score score) {
        ChunkTimes content = stage.contentTimes();
        if (content.isEmpty()) {
            return score.timeline();
        }
        long start = incoming.receivedNanos();
        return new Timeline(
                queuedNanos,
                score.openingNanos(),
                content.firstNanos() - start,
                content.lastNanos() - start,
                content.size());
    }

    HttpHeaders headers() {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        long nowNanos = clock.nanos();
        wire.describe(
                headers,
                new Situation(
                        requestId,
                        nowNanos - incoming.receivedNanos(),
                        vendor.allowance(nowNanos),
                        course.session(),
                        vendor.utilisationRatio(),
                        course.spilled() ? vendor.profile().serving().spillover() : null));
        return headers;
    }

    /** Waits until the client has had enough. */
    static void stall() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Blocks the prompt; some vendors call that an answer. */
    private void block(Ask ask, long atNanos) throws IOException, InterruptedException {
        Optional<String> answer = wire.blocked(ask, wire.answerId(noise));
        if (answer.isEmpty()) {
            fail(Fault.promptFiltered(), atNanos);
            return;
        }
        byte[] body = wire.packed(answer.get());
        clock.sleepUntil(atNanos);
        if (ask.stream()) {
            stage.open(headers(), wire.streamType(), body);
            stage.close(new byte[0]);
        } else {
            stage.whole(200, headers(), "application/json", body, false);
        }
    }

    private void refuse(Fault fault, long atNanos) throws IOException, InterruptedException {
        expected = fault.kind().expected();
        fail(fault, atNanos);
    }

    private void fail(Fault fault, long atNanos) throws IOException, InterruptedException {
        clock.sleepUntil(atNanos);
        HttpHeaders headers = headers();
        fault.retryAfterNanos().ifPresent(nanos -> {
            headers.set("retry-after", Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1)));
            headers.set("retry-after-ms", Math.ceilDiv(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
        });
        wire.describeFault(headers, fault);
        byte[] body = wire.fault(fault, requestId).getBytes(StandardCharsets.UTF_8);
        stage.whole(wire.status(fault), headers, "application/json", body, false);
    }

    /** As a gateway says it, who knows nothing of the vendor's form. */
    private void failInHtml(int status, String reason, long atNanos) throws IOException, InterruptedException {
        String page = """
            <html>
            <head><title>%1$s</title></head>
            <body><center><h1>%1$s</h1></center><hr><center>emulated</center></body>
            </html>
            """.formatted(status + " " + reason);
        clock.sleepUntil(atNanos);
        stage.whole(status, headers(), "text/html", page.getBytes(StandardCharsets.UTF_8), false);
    }

    private void stamp(ChunkTimes contentNanos, long doneNanos, boolean abandoned) {
        Outcome.Kind kind = expected;
        boolean tooEarly = abandoned && contentNanos.size() < framesToEnd;
        TruthStamp stamp = new TruthStamp(
                requestId,
                incoming.headers().get("X-Client-Request-Id"),
                vendor.profile().name(),
                incoming.receivedNanos(),
                contentNanos,
                doneNanos,
                vendor.slots() == null || course.spilled() ? OptionalLong.empty() : OptionalLong.of(queuedNanos),
                injected,
                tooEarly && kind == Outcome.Kind.OK ? null : kind,
                jsonFault);
        truth.add(stamp, stage.contentEndBytes());
    }
}
