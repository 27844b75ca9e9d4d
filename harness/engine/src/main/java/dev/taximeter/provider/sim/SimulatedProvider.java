package dev.taximeter.provider.sim;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.Provider;
import dev.taximeter.provider.Reply;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A system under test that does what a script says, on the run's clock and the caller's thread. Keeps the call's overall
 * limit and its limit of silence, as a real one does. A whole answer of n chunks counts n visible output tokens.
 */
public final class SimulatedProvider implements Provider {
    private final Script script;

    public SimulatedProvider(Script script) {
        this.script = script;
    }

    @Override
    public Reply call(Call call, RunClock clock) {
        long sentNanos = clock.nanos();
        Turn turn = script.turn(call, sentNanos);
        long[] chunks = new long[turn.chunks()];
        int arrived = 0;
        try {
            long nextNanos = sentNanos + turn.firstNanos();
            if (chunks.length == 0 && !cameInTime(call, sentNanos, sentNanos, nextNanos, clock)) {
                return timedOut(sentNanos, chunks, 0, clock);
            }
            while (arrived < chunks.length) {
                long lastNanos = arrived == 0 ? sentNanos : chunks[arrived - 1];
                if (!cameInTime(call, sentNanos, lastNanos, nextNanos, clock)) {
                    return timedOut(sentNanos, chunks, arrived, clock);
                }
                chunks[arrived++] = clock.nanos();
                nextNanos += turn.gapNanos();
            }
            return reply(sentNanos, chunks, arrived, turn, clock);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ended(sentNanos, chunks, arrived, Outcome.of(Outcome.Kind.CANCELLED, "interrupted"), clock);
        }
    }

    /** Nothing is open between calls. */
    @Override
    public void close() {}

    /** Waits for the next chunk or the end; false when a limit passed first. */
    private static boolean cameInTime(Call call, long sentNanos, long lastNanos, long nextNanos, RunClock clock)
            throws InterruptedException {
        long limitNanos = Math.min(sentNanos + call.timeoutNanos(), lastNanos + call.stallNanos());
        clock.sleepUntil(Math.min(nextNanos, limitNanos));
        return nextNanos <= limitNanos;
    }

    private static Reply timedOut(long sentNanos, long[] chunks, int arrived, RunClock clock) {
        Outcome.Kind kind = arrived == 0 ? Outcome.Kind.TIMEOUT_BEFORE_HEADERS : Outcome.Kind.TIMEOUT_MID_STREAM;
        return ended(sentNanos, chunks, arrived, Outcome.of(kind, "limit passed"), clock);
    }

    private static Reply ended(long sentNanos, long[] chunks, int arrived, Outcome outcome, RunClock clock) {
        return reply(sentNanos, chunks, arrived, Turn.failure(0, outcome), clock);
    }

    private static Reply reply(long sentNanos, long[] chunks, int arrived, Turn turn, RunClock clock) {
        ChunkTimes times = ChunkTimes.of(Arrays.copyOf(chunks, arrived));
        OptionalLong first = times.isEmpty() ? OptionalLong.empty() : OptionalLong.of(times.firstNanos());
        long doneNanos = clock.nanos();
        boolean ok = turn.outcome().isOk();
        @Nullable TokenUsage usage = ok ? new TokenUsage(1, 0, 0, arrived, 0, false) : null;
        return Reply.text(
                new Attempt(
                        sentNanos,
                        first,
                        first,
                        times,
                        ok ? OptionalLong.of(doneNanos) : OptionalLong.empty(),
                        doneNanos,
                        turn.outcome(),
                        usage,
                        ok ? "stop" : null,
                        turn.facts()),
                turn.text());
    }
}
