package dev.taximeter.emulator;

import dev.taximeter.emulator.Stage.Cut;
import dev.taximeter.model.InjectedFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays an answer in frames, and what goes wrong with it. */
final class StreamedAnswer {
    private static final String PINGS = ": keep-alive\n\n:\n\n";

    private final Performance performance;
    private final Wire wire;
    private final Stage stage;
    private final Turn turn;
    private final Score score;
    private final @Nullable InjectedFault fault;

    /** @param fault one that lets the answer begin; null for none */
    StreamedAnswer(Performance performance, Turn turn, Score score, @Nullable InjectedFault fault) {
        this.performance = performance;
        this.wire = performance.wire();
        this.stage = performance.stage();
        this.turn = turn;
        this.score = score;
        this.fault = fault;
    }

    void play() throws IOException, InterruptedException {
        stage.cutting(cut());
        open();
        think();
        if (fault == InjectedFault.STALL_BEFORE_FIRST_TOKEN) {
            Performance.stall();
        }
        List<byte[]> frames = contentFrames();
        if (wire.endsWithContent(turn)) {
            performance.endsWith(frames.size());
        }
        int half = Math.max(1, frames.size() / 2);
        content(frames, 0, half);
        if (!breaksOff()) {
            content(frames, half, frames.size());
            stage.close(bytes(closing()));
        }
    }

    private void open() throws IOException, InterruptedException {
        String opening = wire.opening(turn);
        if (fault == InjectedFault.COMMENT_PINGS && isSse()) {
            opening = PINGS + opening;
        }
        performance.sleepUntil(fault == InjectedFault.LATE_HEADERS ? score.firstOutputNanos() : score.openingNanos());
        stage.open(performance.headers(), wire.streamType(), bytes(opening));
    }

    private void think() throws IOException, InterruptedException {
        int size = score.framesPerBurst();
        for (int burst = 0; burst < score.thoughtNanos().size(); burst++) {
            StringBuilder frames = new StringBuilder();
            int from = burst * size;
            for (Piece piece :
                    turn.thoughts().subList(from, Math.min(turn.thoughts().size(), from + size))) {
                frames.append(wire.thought(turn, piece));
            }
            if (burst == score.thoughtNanos().size() - 1) {
                frames.append(wire.afterThoughts(turn));
            }
            performance.sleepUntil(score.thoughtNanos().get(burst));
            if (!frames.isEmpty()) {
                stage.aside(bytes(frames.toString()));
            }
        }
    }

    /** Sends the frames from one to before another, each with its burst. */
    private void content(List<byte[]> frames, int from, int to) throws IOException, InterruptedException {
        int size = score.framesPerBurst();
        for (int next = from; next < to; ) {
            int burst = next / size;
            int end = Math.min(to, (burst + 1) * size);
            if (fault == InjectedFault.TWO_FRAMES_AT_ONCE) {
                end = Math.min(to, Math.max(end, next + 2));
            }
            performance.sleepUntil(score.contentNanos().get(burst));
            stage.content(frames.subList(next, end));
            next = end;
        }
    }

    /** Does in the middle what the fault wants; false when the answer goes on. */
    private boolean breaksOff() throws IOException, InterruptedException {
        if (fault == null) {
            return false;
        }
        switch (fault) {
            case RESET_MID_STREAM -> stage.reset();
            case HANG_UP -> stage.hangUp();
            case EARLY_END -> stage.close(new byte[0]);
            case STALL_MID_STREAM -> Performance.stall();
            case ERROR_THEN_END -> stage.close(bytes(errorFrame() + wire.end()));
            case ERROR_THEN_EOF -> stage.close(bytes(errorFrame()));
            case MALFORMED_FRAME -> {
                String frame = wire.content(turn, turn.completion().pieces().getFirst());
                stage.aside(bytes(Frames.malformed(frame)));
                return false;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private String closing() {
        Timeline timeline = performance.timeline(score);
        return fault == InjectedFault.USAGE_IN_STEPS
                ? wire.closingInSteps(turn, timeline)
                : wire.closing(turn, timeline);
    }

    private String errorFrame() {
        return wire.errorFrame(Fault.serverError(), performance.requestId());
    }

    private List<byte[]> contentFrames() {
        List<byte[]> frames = new ArrayList<>();
        for (Piece piece : turn.completion().pieces()) {
            frames.add(bytes(wire.content(turn, piece)));
        }
        return frames;
    }

    private byte[] bytes(String frames) {
        return wire.packed(fault == InjectedFault.CRLF && isSse() ? frames.replace("\n", "\r\n") : frames);
    }

    private boolean isSse() {
        return wire.streamType().startsWith("text/event-stream");
    }

    private Cut cut() {
        if (fault == InjectedFault.TWO_FRAMES_AT_ONCE) {
            return Cut.JOINED;
        }
        if (fault == InjectedFault.SPLIT_CHARACTERS) {
            return Cut.INSIDE_CHARACTERS;
        }
        return fault == InjectedFault.BYTE_BY_BYTE ? Cut.BYTES : Cut.AS_IT_IS;
    }
}
