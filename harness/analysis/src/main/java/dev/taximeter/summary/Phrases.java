package dev.taximeter.summary;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers within sentences: warnings, reasons, verdicts. Three significant digits, without closing zeros, always {@link Locale#ROOT}. Tables and
 * charts format their own.
 */
public final class Phrases {
    private static final int DIGITS = 3;

    private Phrases() {}

    /** How sentences call an arm: its label, marked when its figures are the emulator's. */
    public static String name(ArmFacts arm) {
        return arm.emulated() ? arm.label() + " (EMULATED)" : arm.label();
    }

    /** E.g. {@code 1,234}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** E.g. {@code 400/s}. */
    public static String rate(double perSecond) {
        return significant(perSecond) + "/s";
    }

    /** A duration in the unit that suits it, e.g. {@code 850 ns}, {@code 93.2 µs}, {@code 412 ms}, {@code 1.24 s}. */
    public static String duration(double nanos) {
        double rounded = Math.abs(round(nanos).doubleValue());
        if (rounded < 1e3) {
            return significant(nanos) + " ns";
        }
        if (rounded < 1e6) {
            return significant(nanos / 1e3) + " µs";
        }
        return rounded < 1e9 ? significant(nanos / 1e6) + " ms" : significant(nanos / 1e9) + " s";
    }

    /** A ratio as a percentage, e.g. {@code 94.2 %}; 0 and 1 are {@code 0 %} and {@code 100 %}. */
    public static String percent(double ratio) {
        return points(ratio) + " %";
    }

    /** A difference of ratios in percentage points, without the word, e.g. {@code 6.1} or {@code −0.4}. */
    public static String points(double ratio) {
        return (ratio < 0 ? "−" : "") + hundredths(Math.abs(ratio));
    }

    private static String hundredths(double ratio) {
        double hundredths = ratio * 100;
        if (hundredths == Math.rint(hundredths)) {
            return String.format(Locale.ROOT, "%.0f", hundredths);
        }
        return hundredths < 0.1
                ? plain(new BigDecimal(hundredths).round(new MathContext(2, RoundingMode.HALF_UP)))
                : String.format(Locale.ROOT, "%.1f", hundredths);
    }

    /** An amount of money or another quantity with three significant digits, e.g. {@code 0.0123}, {@code 1,230}. */
    public static String significant(double value) {
        return plain(round(value));
    }

    /**
     * A factor and its interval, all with as many decimals as tell them apart, e.g. {@code 3.3} or {@code 1.02}.
     *
     * @param value to be written
     * @param low end of the interval of the factor that sets the digits
     * @param high its other end
     */
    public static String factor(double value, double low, double high) {
        double middle = Math.sqrt(low * high);
        int decimals = middle < 2 ? 2 : middle < 10 ? 1 : 0;
        int apart = (int) Math.ceil(-Math.log10(Math.max(high - low, 1e-9) / 2));
        return String.format(Locale.ROOT, "%,." + Math.clamp(apart, decimals, decimals + 1) + "f", value);
    }

    /** A share with its interval, e.g. {@code 12.5 % (95 % interval 8.0 % to 19.0 %)}; without one where there is none. */
    public static String withInterval(Figure share) {
        Interval interval = share.interval();
        return interval == null
                ? percent(share.value())
                : "%s (95 %% interval %s to %s)"
                        .formatted(percent(share.value()), percent(interval.low()), percent(interval.high()));
    }

    /** A p-value with two digits, e.g. {@code p = 0.034}, {@code p < 0.001}. */
    public static String pValue(double p) {
        return p < 0.001
                ? "p < 0.001"
                : "p = " + plain(new BigDecimal(p).round(new MathContext(2, RoundingMode.HALF_UP)));
    }

    private static BigDecimal round(double value) {
        return new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
    }

    private static String plain(BigDecimal rounded) {
        return rounded.abs().compareTo(BigDecimal.valueOf(1_000)) < 0
                ? rounded.stripTrailingZeros().toPlainString()
                : String.format(Locale.ROOT, "%,.0f", rounded);
    }
}
