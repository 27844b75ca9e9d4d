package dev.taximeter.emulator;

import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.NanoClock;
import dev.taximeter.model.TruthStamp;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Plays one request, on a virtual thread of its own. All times are absolute and counted from the request's last byte,
 * so a late frame does not make the next one later.
 */
final class Performance implements Runnable {
    /** The vendors' streams open a little before they say something; assumption: after this share of the TTFT. */
    private static final double OPENING_RATIO = 0.75;

    /** Answers claim to be made from 20 June 2023 on, one a second: the emulator knows no date. */
    private static final long FIRST_CREATED_SECONDS = 1_687_219_200L;

    private final Vendor vendor;
    private final Incoming incoming;
    private final NanoClock clock;
    private final Wire wire;
    private final Course course;
    private final Noise noise;
    private final String requestId;
    private final Stage stage;

    Performance(Vendor vendor, Incoming incoming, Channel channel, NanoClock clock, TruthLog truth) {
        this.vendor = vendor;
        this.incoming = incoming;
        this.clock = clock;
        wire = vendor.wire();
        course = vendor.course(incoming.ordinal());
        noise = vendor.noise(incoming.ordinal());
        requestId = wire.requestId(noise);
        stage = new Stage(
                channel,
                clock,
                (contentNanos, doneNanos) -> truth.add(new TruthStamp(
                        requestId, vendor.profile().name(), incoming.receivedNanos(), contentNanos, doneNanos)));
    }

    @Override
    public void run() {
        try {
            play();
        } catch (IOException e) {
            // The client hung up. Nobody is left to tell, and an answer that was not sent has no stamp.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it hung up while we waited; this thread ends here
        }
    }

    private void play() throws IOException, InterruptedException {
        Ask ask;
        try {
            ask = wire.read(incoming);
        } catch (Refused e) {
            fail(e.fault(), incoming.receivedNanos());
            return;
        }
        InjectedFault fault = course.fault();
        if (fault == null) {
            answer(ask);
            return;
        }
        switch (fault) {
            case RATE_LIMITED -> fail(Fault.rateLimited(), incoming.receivedNanos());
            case SERVER_ERROR -> fail(Fault.serverError(), after(course.ttftNanos()));
            case OVERLOADED -> fail(Fault.overloaded(), after(course.ttftNanos()));
            default -> answer(ask);
        }
    }

    private void answer(Ask ask) throws IOException, InterruptedException {
        Completion completion = vendor.answers().to(ask.lastWords(), ask.maxTokens());
        Usage usage = new Usage(ask.promptTokens(), 0, 0, completion.tokens(), 0);
        long created = FIRST_CREATED_SECONDS + incoming.ordinal();
        Turn turn = new Turn(ask, List.of(), completion, usage, wire.answerId(noise), created, noise);
        if (ask.stream()) {
            stream(turn);
        } else {
            whole(turn);
        }
    }

    private void stream(Turn turn) throws IOException, InterruptedException {
        long openingNanos = openingNanos();
        String opening = wire.opening(turn);
        clock.sleepUntil(after(openingNanos));
        stage.open(headers(), wire.streamType(), opening);
        long nextNanos = after(course.ttftNanos() + course.stallNanos());
        for (List<String> burst : bursts(turn)) {
            clock.sleepUntil(nextNanos);
            stage.content(burst);
            nextNanos += course.nextGapNanos();
        }
        stage.close(wire.closing(turn, timeline(openingNanos)));
    }

    /** Nothing is sent until the last word is known, as the vendors do it. */
    private void whole(Turn turn) throws IOException, InterruptedException {
        long firstNanos = course.ttftNanos() + course.stallNanos();
        long lastNanos = firstNanos;
        int frames = turn.completion().pieces().size();
        for (int sent = vendor.profile().framesPerBurst();
                sent < frames;
                sent += vendor.profile().framesPerBurst()) {
            lastNanos += course.nextGapNanos();
        }
        String body = wire.whole(turn, new Timeline(0, openingNanos(), firstNanos, lastNanos, frames));
        clock.sleepUntil(after(lastNanos));
        stage.whole(200, headers(), body, true);
    }

    private void fail(Fault fault, long atNanos) throws IOException, InterruptedException {
        clock.sleepUntil(atNanos);
        HttpHeaders headers = headers();
        fault.retryAfterNanos().ifPresent(nanos -> {
            headers.set("retry-after", Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1)));
            headers.set("retry-after-ms", Math.ceilDiv(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
        });
        stage.whole(wire.status(fault), headers, wire.fault(fault, requestId), false);
    }

    private List<List<String>> bursts(Turn turn) {
        int size = vendor.profile().framesPerBurst();
        List<String> frames = turn.completion().pieces().stream()
                .map(piece -> wire.content(turn, piece))
                .toList();
        List<List<String>> bursts = new ArrayList<>();
        for (int from = 0; from < frames.size(); from += size) {
            bursts.add(frames.subList(from, Math.min(frames.size(), from + size)));
        }
        return bursts;
    }

    private HttpHeaders headers() {
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        wire.describe(
                headers,
                new Situation(
                        requestId,
                        clock.nanos() - incoming.receivedNanos(),
                        wire.generous(),
                        null,
                        OptionalDouble.empty()));
        return headers;
    }

    private Timeline timeline(long openingNanos) {
        ChunkTimes content = stage.contentTimes();
        if (content.isEmpty()) {
            return new Timeline(0, openingNanos, openingNanos, openingNanos, 0);
        }
        long start = incoming.receivedNanos();
        return new Timeline(0, openingNanos, content.firstNanos() - start, content.lastNanos() - start, content.size());
    }

    private long openingNanos() {
        return Math.round(OPENING_RATIO * course.ttftNanos());
    }

    private long after(long nanos) {
        return incoming.receivedNanos() + nanos;
    }
}
