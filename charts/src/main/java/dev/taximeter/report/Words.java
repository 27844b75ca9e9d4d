package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.summary.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names that several formats print. */
final class Words {
    /** Never broken at the end of a line. */
    static final char NO_BREAK = '\u00a0';

    private static final Pattern KEPT =
            Pattern.compile("(?<=\\d) (?=%|(?:ns|µs|ms|s|USD)\\b)|(?<=\\bp) (?=[<=] )|(?<=\\bp [<=]) ");

    private Words() {}

    /** The same words, in which no line ends between a number and its unit, or within {@code p < 0.001}. */
    static String glued(String text) {
        return KEPT.matcher(text).replaceAll(String.valueOf(NO_BREAK));
    }

    /** Warnings of one kind with the same next step, which is then said once. In the order given; none is empty. */
    static List<List<Warning>> groups(List<Warning> warnings) {
        record Key(Warning.Kind kind, String nextStep) {}
        Map<Key, List<Warning>> groups = new LinkedHashMap<>();
        for (Warning warning : warnings) {
            groups.computeIfAbsent(new Key(warning.kind(), warning.nextStep()), key -> new ArrayList<>())
                    .add(warning);
        }
        return List.copyOf(groups.values());
    }

    /** The label of the arm that a warning is about; empty when it is about the whole run. */
    static Optional<String> arm(Warning warning, List<ArmLook> looks) {
        String name = warning.arm();
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(looks.stream()
                .filter(look -> look.name().equals(name))
                .map(ArmLook::label)
                .findFirst()
                .orElse(Untrusted.line(name)));
    }
}
