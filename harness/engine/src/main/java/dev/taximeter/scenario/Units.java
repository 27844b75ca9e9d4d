package dev.taximeter.scenario;

import dev.taximeter.model.Extent;
import dev.taximeter.scenario.Kind.Misfit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of values with a unit: durations, rates, ratios, extents. */
final class Units {
    static final long SECOND = 1_000_000_000L;
    static final long HOUR = 3_600 * SECOND;

    /** What an extent must be, in the user's words. */
    static final String EXTENT = "requests or a duration, such as 1000 requests or 5m";

    private static final Map<String, Long> NANOS_OF_UNIT =
            Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", SECOND, "m", 60 * SECOND, "h", HOUR);
    private static final Map<String, Long> SECONDS_OF_UNIT = Map.of("s", 1L, "min", 60L, "h", 3_600L);
    private static final double MAX_PER_SECOND = 100_000;

    /** Short digits only, so that no number takes long to compute with. */
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,12})?) ?(.*)");

    private Units() {}

    /** A duration in nanoseconds; both limits are inclusive. */
    static Kind<Long> duration(long minNanos, long maxNanos) {
        String expected = "a duration such as 250ms, 1.5s or 5m";
        return new Kind<>(expected, scalar -> nanos(scalar.getValue(), minNanos, maxNanos));
    }

    static long nanos(String text, long minNanos, long maxNanos) throws Misfit {
        Matcher amount = amount(text);
        Long unit = NANOS_OF_UNIT.get(amount.group(2));
        if (unit == null) {
            throw wrongUnit(amount.group(2), "ns, us, ms, s, m or h", NANOS_OF_UNIT);
        }
        BigDecimal nanos = new BigDecimal(amount.group(1)).multiply(BigDecimal.valueOf(unit));
        if (nanos.compareTo(BigDecimal.valueOf(minNanos)) < 0) {
            throw new Misfit(minNanos <= 1 ? "it must be above 0" : "it is too short");
        }
        if (nanos.compareTo(BigDecimal.valueOf(maxNanos)) > 0) {
            throw new Misfit("it is longer than " + maxNanos / HOUR + "h");
        }
        return nanos.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /** Requests per second, above 0. */
    static Kind<Double> rate() {
        return new Kind<>("a rate such as 20/s or 30/min", scalar -> {
            Matcher amount = amount(scalar.getValue());
            String unit = amount.group(2).replaceFirst("^/ ?", "");
            Long seconds = amount.group(2).startsWith("/") ? SECONDS_OF_UNIT.get(unit) : null;
            if (seconds == null) {
                throw wrongUnit(amount.group(2), "/s, /min or /h", Map.of("/s", 1L, "/min", 1L, "/h", 1L));
            }
            double perSecond = Double.parseDouble(amount.group(1)) / seconds;
            if (perSecond <= 0 || perSecond > MAX_PER_SECOND) {
                throw new Misfit(perSecond <= 0 ? "it must be above 0" : "it is above 100000/s");
            }
            return perSecond;
        });
    }

    /** A share of a whole, 0..1, written as percentage or fraction. */
    static Kind<Double> ratio() {
        return new Kind<>("a share such as 30% or 0.3", scalar -> share(scalar.getValue()));
    }

    static double share(String text) throws Misfit {
        Matcher amount = amount(text);
        boolean percent = amount.group(2).equals("%");
        if (!percent && !amount.group(2).isEmpty()) {
            throw new Misfit("its unit is unknown; only % is");
        }
        BigDecimal share = new BigDecimal(amount.group(1));
        double ratio = (percent ? share.movePointLeft(2) : share).doubleValue();
        if (ratio > 1) {
            throw new Misfit(percent ? "it is above 100%" : "it is above 1; a percentage needs its %");
        }
        return ratio;
    }

    /** As {@link #ratio()}, above 0. */
    static Kind<Double> positiveRatio() {
        Kind<Double> any = ratio();
        return new Kind<>(any.expected(), scalar -> {
            double ratio = any.read(scalar);
            if (ratio <= 0) {
                throw new Misfit("it must be above 0");
            }
            return ratio;
        });
    }

    /** So many requests, or so long. */
    static Kind<Extent> extent(long min) {
        return new Kind<>(EXTENT, scalar -> extent(scalar.getValue(), min));
    }

    static Extent extent(String text, long min) throws Misfit {
        Matcher amount = amount(text);
        String unit = amount.group(2);
        if (!unit.equals("requests") && !unit.equals("request")) {
            if (NANOS_OF_UNIT.containsKey(unit)) {
                return new Extent.Time(nanos(text, min, 24 * HOUR));
            }
            throw wrongUnit(unit, "requests, ns, us, ms, s, m or h", Map.of("requests", 1L));
        }
        if (amount.group(1).contains(".")) {
            throw new Misfit("it is not a whole number of requests");
        }
        long count = Long.parseLong(amount.group(1));
        if (count < min || count > Limits.PLANNED_REQUESTS) {
            throw new Misfit(count < min ? "it must be above 0" : "it is above " + Limits.PLANNED_REQUESTS);
        }
        return new Extent.Requests(count);
    }

    private static Matcher amount(String text) throws Misfit {
        Matcher amount = AMOUNT.matcher(text.strip());
        if (!amount.matches()) {
            throw new Misfit("it does not begin with a number");
        }
        return amount;
    }

    private static Misfit wrongUnit(String unit, String known, Map<String, Long> units) {
        return unit.isEmpty()
                ? new Misfit("it has no unit; units are " + known)
                : new Misfit("its unit is unknown; units are " + known, DidYouMean.of(unit, units.keySet()));
    }
}
