package dev.taximeter.scenario;

import dev.taximeter.model.Delay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads distributions of durations. */
final class Delays {
    private Delays() {}

    /** Null when it is missing or wrong, which has been reported. */
    static @Nullable Delay required(YamlMap parent, String key) {
        YamlMap delay = parent.requiredMap(key, Sections.DELAY);
        return delay == null ? null : read(parent, key, delay);
    }

    /** Null when it is missing, or wrong, which has been reported. */
    static @Nullable Delay optional(YamlMap parent, String key) {
        YamlMap delay = parent.optionalMap(key, Sections.DELAY);
        return delay == null ? null : read(parent, key, delay);
    }

    private static @Nullable Delay read(YamlMap parent, String key, YamlMap delay) {
        List<String> kinds = Sections.DELAY.keys().stream().filter(delay::has).toList();
        if (kinds.size() != 1) {
            String found = kinds.isEmpty() ? "says no delay" : "says " + String.join(" and ", kinds);
            parent.report(
                    key,
                    "'%s' %s".formatted(key, found),
                    "exactly one of " + String.join(", ", Sections.DELAY.keys()),
                    null);
            return null;
        }
        return switch (kinds.getFirst()) {
            case "constant" -> constant(delay);
            case "lognormal" -> lognormal(delay);
            default -> quantiles(delay);
        };
    }

    private static @Nullable Delay constant(YamlMap delay) {
        Long nanos = delay.required("constant", Units.duration(0, Units.HOUR));
        return nanos == null ? null : new Delay.Constant(nanos);
    }

    private static @Nullable Delay lognormal(YamlMap delay) {
        YamlMap shape = delay.requiredMap("lognormal", Sections.LOGNORMAL);
        if (shape == null) {
            return null;
        }
        Long min = shape.required("min", Units.duration(0, Units.HOUR));
        Long median = shape.required("median", Units.duration(0, Units.HOUR));
        Double sigma = shape.required("sigma", Kinds.positive("a number such as 0.6", 10));
        Long max = shape.required("max", Units.duration(0, Units.HOUR));
        if (min == null || median == null || sigma == null || max == null) {
            return null;
        }
        if (median <= min) {
            shape.report("median", "'median' is not above 'min'", "min < median <= max", null);
        } else if (max < median) {
            shape.report("max", "'max' is below 'median'", "min < median <= max", null);
        }
        return new Delay.Lognormal(min, median, sigma, max);
    }

    private static @Nullable Delay quantiles(YamlMap delay) {
        List<Long> nanos = delay.optionalList("quantiles", Units.duration(0, Units.HOUR));
        if (nanos == null) {
            return null;
        }
        boolean ascends = nanos.size() >= 2;
        for (int i = 1; i < nanos.size(); i++) {
            ascends &= nanos.get(i - 1) <= nanos.get(i);
        }
        if (!ascends) {
            delay.report(
                    "quantiles",
                    "'quantiles' does not ascend",
                    "at least two durations, each no shorter than the last",
                    null);
        }
        return new Delay.Quantiles(nanos);
    }
}
