package dev.taximeter.compare;

import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.IntentSpread;
import dev.taximeter.summary.IntentSpread.Contact;
import dev.taximeter.summary.Phrases;
import java.util.List;
import java.util.stream.Collectors;

/** Says which intents get in each other's way, an arm a sentence. */
final class ClaritySentence {
    private static final int NAMED = 3;

    private ClaritySentence() {}

    /** Empty when no vectors were compared. */
    static List<String> of(List<ArmSummary> arms) {
        return arms.stream()
                .filter(arm -> arm.intents() != null)
                .map(arm -> sentence(Phrases.name(arm.arm()), arm.intents()))
                .toList();
    }

    private static String sentence(String name, IntentSpread spread) {
        String strays = "of all %s utterances %s are nearer to another intent than to their own"
                .formatted(Phrases.count(spread.strays().n()), Phrases.withInterval(spread.strays()));
        List<Contact> conflicts = spread.conflicts();
        if (conflicts.isEmpty()) {
            return "By the vectors of %s no two of %d intents are shown to be in each other's way; %s."
                    .formatted(name, spread.intents().size(), strays);
        }
        String named = conflicts.stream()
                .limit(NAMED)
                .map(conflict -> "%s and %s (%s of their %s utterances, %s)"
                        .formatted(
                                conflict.one(),
                                conflict.other(),
                                Phrases.percent(conflict.strays().value()),
                                Phrases.count(conflict.strays().n()),
                                interval(conflict.strays())))
                .collect(Collectors.joining(", "));
        int more = conflicts.size() - NAMED;
        return "By the vectors of %s these intents are in each other's way: %s%s; %s."
                .formatted(name, named, more > 0 ? " and %d more pairs".formatted(more) : "", strays);
    }

    private static String interval(Figure share) {
        Interval interval = share.interval();
        return interval == null
                ? "n=" + Phrases.count(share.n())
                : "95 %% interval %s to %s"
                        .formatted(Phrases.percent(interval.low()), Phrases.percent(interval.high()));
    }
}
