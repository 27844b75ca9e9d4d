package dev.taximeter.provider.http;

import dev.taximeter.model.RateLimit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits that a response's headers tell: {@code x-ratelimit-remaining-tokens} as OpenAI, Azure and most copies
 * have it, {@code anthropic-ratelimit-tokens-remaining} as Anthropic has it. All are optional, none is trusted: what
 * cannot be read is as good as absent, and so are the −1 and 0 that some servers send for "no information".
 */
final class RateLimits {
    private static final Pattern NAME = Pattern.compile("(?:x-ratelimit-(limit|remaining|reset)-([a-z0-9_-]{1,40}))"
            + "|(?:anthropic-ratelimit-([a-z0-9_-]{1,40})-(limit|remaining|reset))");

    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern GO_DURATION = Pattern.compile("(\\d{1,9}(\\.\\d{1,9})?(h|ms|m|s|us|µs|ns)){1,6}");
    private static final Pattern GO_PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(h|ms|m|s|us|µs|ns)");

    /** A bare number from here on is a date in Unix seconds, not a length of time. */
    private static final BigDecimal UNIX_DATE = BigDecimal.valueOf(500_000_000);

    private RateLimits() {}

    /** In the order of their names; empty when the response tells none. */
    static List<RateLimit> of(Headers headers) {
        Map<String, Parts> byName = new TreeMap<>();
        Instant now = headers.getInstant("date");
        for (int i = 0; i < headers.size(); i++) {
            Matcher name = NAME.matcher(headers.name(i).toLowerCase(Locale.ROOT));
            if (name.matches()) {
                boolean kindFirst = name.group(1) != null;
                byName.computeIfAbsent(kindFirst ? name.group(2) : name.group(3), _ -> new Parts())
                        .put(
                                kindFirst ? name.group(1) : name.group(4),
                                headers.value(i).strip(),
                                now);
            }
        }
        List<RateLimit> limits = new ArrayList<>();
        byName.forEach((name, parts) -> parts.addTo(limits, name));
        return limits;
    }

    private static final class Parts {
        private OptionalLong limit = OptionalLong.empty();
        private OptionalLong remaining = OptionalLong.empty();
        private OptionalLong resetNanos = OptionalLong.empty();
        private boolean limitTold;

        void put(String kind, String value, @Nullable Instant now) {
            switch (kind) {
                case "limit" -> {
                    limitTold = true;
                    limit = count(value);
                }
                case "remaining" -> remaining = count(value);
                default -> resetNanos = reset(value, now);
            }
        }

        void addTo(List<RateLimit> limits, String name) {
            OptionalLong allowed = limit.orElse(0) == 0 ? OptionalLong.empty() : limit;
            // Nothing left of an unknown limit is news; nothing left of a limit of nothing is not.
            boolean noNews = limitTold && allowed.isEmpty() && remaining.orElse(0) == 0;
            OptionalLong left = noNews ? OptionalLong.empty() : remaining;
            if (allowed.isPresent() || left.isPresent() || resetNanos.isPresent()) {
                limits.add(new RateLimit(name, allowed, left, resetNanos));
            }
        }
    }

    private static OptionalLong count(String value) {
        return COUNT.matcher(value).matches() ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    /** A Go duration, seconds, or a date on the server's clock, which is that of its {@code Date} header. */
    private static OptionalLong reset(String value, @Nullable Instant now) {
        if (GO_DURATION.matcher(value).matches()) {
            return goDuration(value);
        }
        if (SECONDS.matcher(value).matches()) {
            BigDecimal seconds = new BigDecimal(value);
            return seconds.signum() == 0 || seconds.compareTo(UNIX_DATE) >= 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(nanos(seconds, "s"));
        }
        return now == null ? OptionalLong.empty() : until(value, now);
    }

    private static OptionalLong goDuration(String value) {
        long sum = 0;
        for (Matcher part = GO_PART.matcher(value); part.find(); ) {
            sum += nanos(new BigDecimal(part.group(1)), part.group(2));
        }
        return OptionalLong.of(sum);
    }

    private static long nanos(BigDecimal number, String unit) {
        long perUnit = switch (unit) {
            case "h" -> 3_600_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "s" -> 1_000_000_000L;
            case "ms" -> 1_000_000L;
            case "ns" -> 1L;
            default -> 1_000L;
        };
        return number.multiply(BigDecimal.valueOf(perUnit))
                .min(BigDecimal.valueOf(Long.MAX_VALUE / 8))
                .longValue();
    }

    private static OptionalLong until(String date, Instant now) {
        try {
            Duration left = Duration.between(now, OffsetDateTime.parse(date).toInstant());
            return left.compareTo(Duration.ofDays(36_500)) > 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.max(0, left.toNanos()));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
