package dev.taximeter.cli;

import dev.taximeter.summary.ProfileFit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a fit as a profile file. */
final class FittedProfile {
    private static final String REPLY =
            "Thank you for your message. I have looked into it and will get back to you with" + " the details shortly.";

    private FittedProfile() {}

    /**
     * @param dialect as profile files spell it
     * @param description one line for reports
     * @param source where the calls are from, with date and n
     */
    static String yaml(ProfileFit fit, String dialect, String description, String source) {
        StringJoiner yaml = new StringJoiner("\n", "", "\n");
        yaml.add(
                "# Fitted by `taximeter fit` from %d calls, %d of them good. Quantiles are at equal steps of probability."
                        .formatted(fit.calls(), fit.good()));
        fit.unplayed()
                .forEach((kind, count) ->
                        yaml.add("# Left out: %d calls that ended with \"%s\", which the emulator cannot play."
                                .formatted(count, kind.label())));
        yaml.add("profile: 1");
        yaml.add("dialect: " + dialect);
        yaml.add("description: " + quoted(description));
        yaml.add("source: " + quoted(source));
        yaml.add("ttft: " + quantiles(fit.ttftNanos()));
        yaml.add("gap: " + quantiles(fit.gapNanos()));
        yaml.add("tokensPerFrame: " + fit.tokensPerFrame());
        yaml.add("framesPerBurst: " + fit.framesPerBurst());
        stalls(fit, yaml);
        if (!fit.faultRatios().isEmpty()) {
            yaml.add(fit.faultRatios().entrySet().stream()
                    .map(entry -> entry.getKey().id() + ": " + percent(entry.getValue()))
                    .collect(Collectors.joining(", ", "faults: { ", " }")));
        }
        yaml.add("accuracy: 100% # not measured");
        yaml.add("reply: " + REPLY);
        return yaml.toString();
    }

    private static void stalls(ProfileFit fit, StringJoiner yaml) {
        if (fit.ttftStalls().ratio() == 0 && fit.gapStalls().ratio() == 0) {
            return;
        }
        yaml.add("stalls:");
        if (fit.ttftStalls().ratio() > 0) {
            stall(fit.ttftStalls()).forEach((key, value) -> yaml.add("  " + key + ": " + value));
        }
        if (fit.gapStalls().ratio() > 0) {
            yaml.add("  midStream:");
            stall(fit.gapStalls()).forEach((key, value) -> yaml.add("    " + key + ": " + value));
        }
    }

    private static Map<String, String> stall(ProfileFit.Stalls stalls) {
        return new TreeMap<>(Map.of("ratio", percent(stalls.ratio()), "delay", quantiles(stalls.excessNanos())));
    }

    private static String quantiles(List<Long> nanos) {
        return nanos.stream().map(FittedProfile::millis).collect(Collectors.joining(", ", "{ quantiles: [", "] }"));
    }

    private static String millis(long nanos) {
        return plain(BigDecimal.valueOf(nanos, 6).setScale(2, RoundingMode.HALF_UP)) + "ms";
    }

    private static String percent(double ratio) {
        return plain(BigDecimal.valueOf(100 * ratio).setScale(3, RoundingMode.HALF_UP)) + "%";
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}+", " ") + '"';
    }
}
