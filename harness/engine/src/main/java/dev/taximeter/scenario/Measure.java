package dev.taximeter.scenario;

import dev.taximeter.model.Budget;
import dev.taximeter.model.Extent;
import dev.taximeter.scenario.Kind.Misfit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param extent how much; the most where it ends earlier
 * @param untilDecided whether it ends as soon as the objectives are decided
 * @param most what the run may cost; null when it does not say
 */
record Measure(
        Extent extent, boolean untilDecided, @Nullable Budget most) {
    private static final Pattern UNTIL_DECIDED =
            Pattern.compile("until decided(?:, *at most ([^,]+))?(?:, *at most ([^,]+))?");

    static final Kind<Measure> KIND = new Kind<>(
            Units.EXTENT + ", or until decided, at most 20m, at most 5 USD",
            scalar -> parse(scalar.getValue().strip()));

    private static Measure parse(String text) throws Misfit {
        Matcher decided = UNTIL_DECIDED.matcher(text);
        if (!decided.matches()) {
            return new Measure(Units.extent(text, 1), false, null);
        }
        String extent = decided.group(1);
        String most = decided.group(2);
        if (extent == null) {
            throw new Misfit("it does not say how much it may be at most");
        }
        return new Measure(Units.extent(extent, 1), true, most == null ? null : money(most));
    }

    static Budget money(String text) throws Misfit {
        return Budget.parse(text).orElseThrow(() -> new Misfit("it is no amount above 0 with a currency"));
    }
}
