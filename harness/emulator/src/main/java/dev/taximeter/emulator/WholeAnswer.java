package dev.taximeter.emulator;

import dev.taximeter.emulator.Stage.Cut;
import dev.taximeter.model.InjectedFault;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Plays an answer in one piece, and what goes wrong with it. Nothing is sent until the last word is known. */
final class WholeAnswer {
    private static final String JSON = "application/json";

    private final Performance performance;
    private final Wire wire;
    private final Stage stage;
    private final Turn turn;
    private final Score score;
    private final @Nullable InjectedFault fault;

    /** @param fault one that lets the answer begin; null for none */
    WholeAnswer(Performance performance, Turn turn, Score score, @Nullable InjectedFault fault) {
        this.performance = performance;
        this.wire = performance.wire();
        this.stage = performance.stage();
        this.turn = turn;
        this.score = score;
        this.fault = fault;
    }

    void play() throws IOException, InterruptedException {
        Timeline timeline = score.timeline();
        String json = wire.whole(turn, timeline);
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        performance.sleepUntil(timeline.lastNanos());
        HttpHeaders headers = performance.headers();
        wire.describeWhole(headers, turn, timeline);
        if (fault == null) {
            stage.whole(200, headers, JSON, body, true);
            return;
        }
        switch (fault) {
            case RESET_MID_STREAM -> {
                stage.part(200, headers, JSON, body, body.length / 2);
                stage.reset();
            }
            case HANG_UP, EARLY_END -> {
                stage.part(200, headers, JSON, body, body.length / 2);
                stage.hangUp();
            }
            case STALL_BEFORE_FIRST_TOKEN -> {
                stage.part(200, headers, JSON, body, 0);
                Performance.stall();
            }
            case STALL_MID_STREAM -> {
                stage.part(200, headers, JSON, body, body.length / 2);
                Performance.stall();
            }
            case ERROR_THEN_END, ERROR_THEN_EOF -> {
                String error = wire.fault(Fault.serverError(), performance.requestId());
                stage.whole(200, headers, JSON, error.getBytes(StandardCharsets.UTF_8), false);
            }
            case MALFORMED_FRAME -> {
                byte[] damaged = Frames.malformed(json).getBytes(StandardCharsets.UTF_8);
                stage.whole(200, headers, JSON, damaged, false);
            }
            default -> {
                stage.cutting(cut());
                stage.whole(200, headers, JSON, body, true);
            }
        }
    }

    private Cut cut() {
        if (fault == InjectedFault.SPLIT_CHARACTERS) {
            return Cut.INSIDE_CHARACTERS;
        }
        return fault == InjectedFault.BYTE_BY_BYTE ? Cut.BYTES : Cut.AS_IT_IS;
    }
}
