package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.RateLimit;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RateLimitsTest {
    private static final String NOW = "Thu, 21 Aug 2025 10:00:00 GMT";

    @ParameterizedTest
    @CsvSource({
        "17ms, 17000000",
        "126ms, 126000000",
        "0.8s, 800000000",
        "1m26.4s, 86400000000",
        "6m0s, 360000000000",
        "114h18m0s, 411480000000000",
        "250us, 250000",
        "250µs, 250000",
        "0s, 0",
        "59, 59000000000",
        "1.5, 1500000000",
        "2025-08-21T10:00:07Z, 7000000000",
        "2025-08-21T12:00:07+02:00, 7000000000",
        "2025-08-21T09:59:00Z, 0",
    })
    void aResetIsALengthOfTimeInWhateverForm(String value, long nanos) {
        assertThat(reset(value)).hasValue(nanos);
    }

    @ParameterizedTest
    @CsvSource({
        "-1",
        "0",
        "''",
        "soon",
        "1755770400",
        "9999-99-99T00:00:00Z",
        "1s2",
        "+1000000000-01-01T00:00:00Z",
        "1e9"
    })
    void aResetThatSaysNothingIsAbsent(String value) {
        assertThat(reset(value)).isEmpty();
    }

    @Test
    void aDateMeansNothingWithoutTheServersClock() {
        Headers headers = Headers.of("x-ratelimit-remaining-a", "1", "x-ratelimit-reset-a", "2025-08-21T10:00:07Z");
        assertThat(RateLimits.of(headers).getFirst().resetNanos()).isEmpty();
    }

    @Test
    void everyVendorsNamesAreKnownInWhateverCase() {
        Headers headers = Headers.of(
                "X-RateLimit-Limit-Requests", "10000",
                "x-ratelimit-remaining-requests", "9999",
                "x-ratelimit-reset-requests", "8.64s",
                "x-ratelimit-remaining-tokens_usage_based", "5",
                "anthropic-ratelimit-input-tokens-limit", "400000",
                "anthropic-ratelimit-input-tokens-remaining", "399000",
                "x-ratelimit", "junk");
        assertThat(RateLimits.of(headers))
                .containsExactly(
                        limit("input-tokens", 400_000, 399_000, -1),
                        limit("requests", 10_000, 9_999, 8_640_000_000L),
                        limit("tokens_usage_based", -1, 5, -1));
    }

    @Test
    void minusOneAndALimitOfNothingAreNoInformation() {
        assertThat(RateLimits.of(Headers.of(
                        "x-ratelimit-limit-tokens", "-1",
                        "x-ratelimit-remaining-tokens", "-1",
                        "x-ratelimit-reset-tokens", "0",
                        "x-ratelimit-limit-requests", "0",
                        "x-ratelimit-remaining-requests", "0")))
                .isEmpty();
        assertThat(RateLimits.of(Headers.of("x-ratelimit-remaining-requests", "0")))
                .containsExactly(limit("requests", -1, 0, -1));
    }

    @ParameterizedTest
    @EnumSource
    void everyDialectKeepsWhatHeadersTell(Dialect dialect) throws IOException {
        String refusal = LoopbackServer.response(
                "429 Too Many Requests",
                "{}",
                "x-ratelimit-limit-requests: 60",
                "x-ratelimit-remaining-requests: 0",
                "x-ratelimit-reset-requests: 1s",
                "anthropic-ratelimit-tokens-remaining: 12");
        try (LoopbackServer server = LoopbackServer.saying(refusal);
                HttpProvider provider = Wire.open(dialect, server.uri())) {
            assertThat(provider.call(Wire.call(true), Wire.counting())
                            .attempt()
                            .facts()
                            .limits())
                    .containsExactly(limit("requests", 60, 0, 1_000_000_000), limit("tokens", -1, 12, -1));
        }
    }

    /** Seeded: a failure can be played again. */
    @Test
    void noHeaderValueDoesHarm() {
        String alphabet = "0123456789.-+hmsuµnTZ: ";
        for (long seed = 0; seed < 5_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder value = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Headers headers = new Headers.Builder()
                    .add("date", NOW)
                    .addUnsafeNonAscii("x-ratelimit-reset-a", value.toString())
                    .addUnsafeNonAscii("x-ratelimit-limit-a", value.toString())
                    .build();
            assertThat(RateLimits.of(headers)).as("seed %d", seed).allSatisfy(limit -> {
                assertThat(limit.resetNanos().orElse(0)).isNotNegative();
                assertThat(limit.limit().orElse(0)).isNotNegative();
            });
        }
    }

    private static OptionalLong reset(String value) {
        Headers headers = new Headers.Builder()
                .add("date", NOW)
                .add("x-ratelimit-remaining-a", "1")
                .addUnsafeNonAscii("x-ratelimit-reset-a", value)
                .build();
        List<RateLimit> limits = RateLimits.of(headers);
        return limits.getFirst().resetNanos();
    }

    /** Minus one stands for empty. */
    private static RateLimit limit(String name, long limit, long remaining, long resetNanos) {
        return new RateLimit(name, optional(limit), optional(remaining), optional(resetNanos));
    }

    private static OptionalLong optional(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
