package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Serving.Limits;
import dev.taximeter.model.Serving.Ramp;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LimiterTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    @Test
    void aMinutesRequestsAreGivenOutSliceBySlice() {
        Limiter limiter = new Limiter(limits(600, 0, null));
        assertThat(admitted(limiter, 20, 0)).isEqualTo(10);
        Fault refused = limiter.admit(1, 1, 400 * MILLI).orElseThrow();
        assertThat(refused.kind()).isEqualTo(Fault.Kind.RATE_LIMITED);
        assertThat(refused.retryAfterNanos()).isEqualTo(OptionalLong.of(600 * MILLI));
        assertThat(refused.message()).contains("requests per min (RPM): Limit 600", "try again in 600ms");
        assertThat(limiter.admit(1, 1, SECOND)).isEmpty();
        Allowance allowance = limiter.allowance(SECOND + 250 * MILLI);
        assertThat(allowance.requestsLimit()).isEqualTo(600);
        assertThat(allowance.requestsRemaining()).isEqualTo(9);
        assertThat(allowance.requestsResetNanos()).isEqualTo(750 * MILLI);
    }

    @Test
    void lessThanOneRequestASliceIsOneEveryFewSlices() {
        Limiter limiter = new Limiter(limits(20, 0, null)); // one every three seconds
        long admitted = IntStream.range(0, 600)
                .filter(i -> limiter.admit(1, 1, i * 100 * MILLI).isEmpty())
                .count();
        assertThat(admitted).isEqualTo(20);
        assertThat(limiter.admit(1, 1, 60 * SECOND).orElseThrow().retryAfterNanos())
                .isEqualTo(OptionalLong.of(2 * SECOND));
    }

    @Test
    void aRequestTakesItsPromptAndItsWholeOutputLimitOutOfTheBucket() {
        Limiter limiter = new Limiter(limits(0, 6_000, null)); // 100 a second
        assertThat(limiter.admit(1_000, 4_500, 0)).isEmpty();
        assertThat(limiter.allowance(0).tokensRemaining()).isEqualTo(500);
        Fault refused = limiter.admit(400, 300, 0).orElseThrow();
        assertThat(refused.kind()).isEqualTo(Fault.Kind.TOKENS_LIMITED);
        assertThat(refused.retryAfterNanos()).isEqualTo(OptionalLong.of(2 * SECOND));
        assertThat(refused.message()).contains("Limit 6000, Used 5500, Requested 700. Please try again in 2s.");
        assertThat(limiter.admit(400, 300, 2 * SECOND)).isEmpty();
        assertThat(limiter.allowance(2 * SECOND).tokensResetNanos()).isEqualTo(60 * SECOND);
    }

    @Test
    void aRequestAboveTheWholeLimitNeverSucceeds() {
        Limiter limiter = new Limiter(limits(0, 6_000, null));
        Fault refused = limiter.admit(6_000, 1, 0).orElseThrow();
        assertThat(refused.kind()).isEqualTo(Fault.Kind.TOO_LARGE);
        assertThat(refused.retryAfterNanos()).isEmpty();
        assertThat(refused.message()).startsWith("Request too large");
    }

    @Test
    void loadThatGrowsTooSteeplyIsToldToSlowDown() {
        Limiter limiter = new Limiter(limits(0, 0, new Ramp(600, 0.5, 10 * SECOND))); // 100 tokens a window are free
        assertThat(admitted(limiter, 100, 0)).isEqualTo(100);
        Fault refused = limiter.admit(1, 1, 4 * SECOND).orElseThrow();
        assertThat(refused.kind()).isEqualTo(Fault.Kind.SLOW_DOWN);
        assertThat(refused.retryAfterNanos()).isEqualTo(OptionalLong.of(6 * SECOND));
        assertThat(admitted(limiter, 500, 10 * SECOND)).isEqualTo(150);
        assertThat(admitted(limiter, 500, 20 * SECOND)).isEqualTo(225);
        assertThat(admitted(limiter, 500, 40 * SECOND))
                .as("after a window without load, only what is free")
                .isEqualTo(100);
    }

    @Test
    void whatIsTurnedAwayUsesNothingUp() {
        Limiter limiter = new Limiter(limits(60, 600, null));
        assertThat(limiter.admit(1, 599, 0)).isEmpty();
        assertThat(limiter.admit(1, 99, SECOND).map(Fault::kind)).contains(Fault.Kind.TOKENS_LIMITED);
        assertThat(limiter.allowance(SECOND).requestsRemaining()).isEqualTo(1);
    }

    private static int admitted(Limiter limiter, int requests, long nowNanos) {
        return (int) IntStream.range(0, requests)
                .mapToObj(i -> limiter.admit(1, 1, nowNanos))
                .filter(Optional::isEmpty)
                .count();
    }

    private static Limits limits(int requests, int tokens, @Nullable Ramp ramp) {
        return new Limits(
                requests == 0 ? OptionalInt.empty() : OptionalInt.of(requests),
                SECOND,
                tokens == 0 ? OptionalInt.empty() : OptionalInt.of(tokens),
                ramp,
                Limits.Headers.TRUE);
    }
}
