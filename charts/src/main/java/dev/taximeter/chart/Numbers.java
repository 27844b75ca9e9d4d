package dev.taximeter.chart;

import dev.taximeter.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * All formatting of numbers. It knows no locale: the decimal sign is a point and thousands are set apart by a narrow
 * no-break space, everywhere.
 */
public final class Numbers {
    /** Between groups of three digits, and before units. */
    public static final String THIN = "\u202f";

    private Numbers() {}

    /** Logarithms there and back lose a last digit: 1 s must not become 1,000 ms. */
    private static final double ROUNDING = 1 + 1e-9;

    /** A unit of time, smallest first. */
    public enum Unit {
        /** 1,000 ns. */
        MICROSECONDS("µs", 1e3),
        /** 1,000,000 ns. */
        MILLISECONDS("ms", 1e6),
        /** 1,000,000,000 ns. */
        SECONDS("s", 1e9);

        private final String symbol;
        private final double nanos;

        Unit(String symbol, double nanos) {
            this.symbol = symbol;
            this.nanos = nanos;
        }

        /** As it is printed. */
        public String symbol() {
            return symbol;
        }

        /** How many nanoseconds it has. */
        public double nanos() {
            return nanos;
        }
    }

    /**
     * The one unit for numbers that are compared by eye: the largest that is not above their geometric mean.
     *
     * @param nanos the numbers; milliseconds when there are none above 0
     */
    public static Unit unitFor(DoubleStream nanos) {
        double[] values = nanos.filter(v -> v > 0 && Double.isFinite(v)).toArray();
        if (values.length == 0) {
            return Unit.MILLISECONDS;
        }
        double middle =
                Math.exp(DoubleStream.of(values).map(Math::log).average().orElseThrow());
        Unit best = Unit.MICROSECONDS;
        for (Unit unit : Unit.values()) {
            if (middle * ROUNDING >= unit.nanos) {
                best = unit;
            }
        }
        return best;
    }

    /** A duration in this unit, without its symbol. */
    public static String duration(double nanos, Unit unit) {
        return number(nanos / unit.nanos);
    }

    /** A duration with the unit that fits it alone. */
    public static String duration(double nanos) {
        Unit unit = unitFor(DoubleStream.of(Math.abs(nanos)));
        return duration(nanos, unit) + THIN + unit.symbol;
    }

    /** A duration with the unit that fits it alone. */
    public static String duration(long nanos) {
        return duration((double) nanos);
    }

    /** A duration in this unit, without its symbol. */
    public static String duration(long nanos, Unit unit) {
        return duration((double) nanos, unit);
    }

    /** A round duration for an axis: {@code 1 ms}, {@code 20 s}. */
    public static String tick(double nanos) {
        Unit unit = unitFor(DoubleStream.of(nanos));
        return group(plain(BigDecimal.valueOf(nanos / unit.nanos).round(new MathContext(6)))) + THIN + unit.symbol;
    }

    /** Three significant digits, and all digits of what is before the point. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        int scale = Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(value))));
        return group(BigDecimal.valueOf(value)
                .setScale(scale, RoundingMode.HALF_EVEN)
                .toPlainString());
    }

    /** A whole number. */
    public static String count(long value) {
        return group(Long.toString(value));
    }

    /** A ratio 0..1 as a percentage with its sign. */
    public static String percent(double ratio) {
        return percentDigits(ratio) + THIN + "%";
    }

    /** A ratio 0..1 as a percentage without its sign: one digit after the point, more near 0 and near 100. */
    public static String percentDigits(double ratio) {
        double percent = ratio * 100;
        double edge = Math.min(Math.abs(percent), Math.abs(100 - percent));
        int scale = percent == 0 || percent == 100 ? 0 : edge < 0.1 ? 3 : edge < 1 ? 2 : 1;
        return group(BigDecimal.valueOf(percent)
                .setScale(scale, RoundingMode.HALF_EVEN)
                .toPlainString());
    }

    /** An amount without its currency: at least cents, and enough digits to tell small amounts apart. */
    public static String money(BigDecimal amount) {
        if (amount.signum() == 0) {
            return "0";
        }
        int wanted = amount.abs().compareTo(BigDecimal.ONE) >= 0 ? 2 : 2 + amount.scale() - amount.precision() + 1;
        BigDecimal rounded = amount.setScale(Math.max(2, wanted), RoundingMode.HALF_EVEN);
        BigDecimal stripped = rounded.stripTrailingZeros();
        return group(stripped.setScale(Math.max(2, stripped.scale()), RoundingMode.UNNECESSARY)
                .toPlainString());
    }

    /** An amount with its currency. */
    public static String money(BigDecimal amount, String currency) {
        return money(amount) + " " + Untrusted.line(currency);
    }

    /** {@code [low … high]}. */
    public static String interval(Interval interval, DoubleFunction<String> format) {
        return "[" + format.apply(interval.low()) + " … " + format.apply(interval.high()) + "]";
    }

    /** Bytes as MiB or GiB. */
    public static String bytes(long bytes) {
        double mebi = bytes / 1048576.0;
        return mebi < 1024 ? number(mebi) + THIN + "MiB" : number(mebi / 1024) + THIN + "GiB";
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String group(String digits) {
        boolean negative = digits.startsWith("-");
        String bare = negative ? digits.substring(1) : digits;
        int point = bare.indexOf('.');
        int end = point < 0 ? bare.length() : point;
        StringBuilder out = new StringBuilder(negative ? "−" : "");
        for (int i = 0; i < end; i++) {
            if (i > 0 && (end - i) % 3 == 0) {
                out.append(THIN);
            }
            out.append(bare.charAt(i));
        }
        return out.append(bare, end, bare.length()).toString();
    }
}
