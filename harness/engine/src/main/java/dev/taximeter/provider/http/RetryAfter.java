package dev.taximeter.provider.http;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Whether a response asks to be asked again, and after how long: {@code x-should-retry}; {@code retry-after-ms}, else
 * {@code retry-after} as seconds or as a date (RFC 9110 §10.2.3).
 */
final class RetryAfter {
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final BigDecimal MILLI = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000);

    private RetryAfter() {}

    /** In nanoseconds, at least 0; empty when the response does not say or says it in no known way. */
    static OptionalLong of(Headers headers) {
        OptionalLong millis = nanos(headers.get("retry-after-ms"), MILLI);
        if (millis.isPresent()) {
            return millis;
        }
        String value = headers.get("retry-after");
        OptionalLong seconds = nanos(value, SECOND);
        return seconds.isPresent() ? seconds : date(value, headers.get("date"));
    }

    /** A decimal number of seconds, in nanoseconds; empty when it is written in another way. */
    static OptionalLong seconds(String number) {
        return nanos(number, SECOND);
    }

    /** What {@code x-should-retry} says; null when it is absent or says neither. */
    static @Nullable Boolean wanted(Headers headers) {
        return switch (headers.get("x-should-retry")) {
            case "true" -> true;
            case "false" -> false;
            case null, default -> null;
        };
    }

    private static OptionalLong nanos(@Nullable String number, BigDecimal unit) {
        return number != null && DECIMAL.matcher(number.strip()).matches()
                ? OptionalLong.of(new BigDecimal(number.strip()).multiply(unit).longValue())
                : OptionalLong.empty();
    }

    /** A date counts from the server's own clock; without it nothing is known. */
    private static OptionalLong date(@Nullable String value, @Nullable String now) {
        Instant until = instant(value);
        Instant from = instant(now);
        return until == null || from == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, until.getEpochSecond() - from.getEpochSecond()) * 1_000_000_000L);
    }

    private static @Nullable Instant instant(@Nullable String date) {
        if (date == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
