package dev.taximeter.compare;

import dev.taximeter.model.Metric;
import dev.taximeter.model.Sweep;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Line;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.SweepLines;
import dev.taximeter.summary.SweepSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what one more of what was varied costs in time. */
final class SweepSentence {
    private final RunSummary summary;
    private final SweepSummary swept;
    private final Metric metric;

    private SweepSentence(RunSummary summary, SweepSummary swept) {
        this.summary = summary;
        this.swept = swept;
        this.metric = SweepLines.metric(swept.sweep(), summary.manifest().stream());
    }

    /** The slopes of all arms that have one, in one sentence; then a sentence for each arm that has none. */
    static List<String> of(RunSummary summary) {
        SweepSummary swept = summary.sweep();
        return swept == null ? List.of() : new SweepSentence(summary, swept).sentences();
    }

    private List<String> sentences() {
        List<String> additions = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        for (ArmSummary arm : summary.arms()) {
            swept.of(arm.arm().name()).ifPresent(levels -> {
                if (levels.line().isPresent()) {
                    additions.add(addition(arm, levels.line().get()));
                } else {
                    fromTo(arm, levels).ifPresent(sentences::add);
                }
            });
        }
        if (!additions.isEmpty()) {
            sentences.addFirst("%s add%s %s (95 %% intervals)."
                    .formatted(step(), swept.sweep().quantity() == Sweep.Quantity.TURN ? "s" : "", join(additions)));
        }
        return sentences;
    }

    private String addition(ArmSummary arm, Line line) {
        double unit = unit();
        Interval interval = line.slopeNanos().interval();
        String range = interval == null
                ? ""
                : " [%s … %s]"
                        .formatted(Phrases.duration(unit * interval.low()), Phrases.duration(unit * interval.high()));
        return "%s%s to %s of %s"
                .formatted(Phrases.duration(unit * line.slopeNanos().value()), range, what(), Phrases.name(arm.arm()));
    }

    /** Where no line is honest, both ends are. */
    private Optional<String> fromTo(ArmSummary arm, SweepSummary.ArmLevels levels) {
        int last = levels.levels().size() - 1;
        Figure from = levels.levels().getFirst().percentile(metric, Percentile.P50);
        Figure to = levels.levels().get(last).percentile(metric, Percentile.P50);
        if (from == null || to == null) {
            return Optional.empty();
        }
        Sweep sweep = swept.sweep();
        return Optional.of("From %s to %s %s the median of %s of %s goes from %s to %s."
                .formatted(
                        sweep.shown(0),
                        sweep.shown(last),
                        sweep.quantity().label(),
                        what(),
                        Phrases.name(arm.arm()),
                        withInterval(from),
                        withInterval(to)));
    }

    private static String withInterval(Figure figure) {
        Interval interval = figure.interval();
        return interval == null
                ? Phrases.duration(figure.value())
                : "%s [%s … %s]"
                        .formatted(
                                Phrases.duration(figure.value()),
                                Phrases.duration(interval.low()),
                                Phrases.duration(interval.high()));
    }

    /** A round number of units whose addition can be felt. */
    private double unit() {
        return switch (swept.sweep().quantity()) {
            case INPUT_TOKENS -> 1_000;
            case OUTPUT_TOKENS -> 100;
            case SHOTS -> 10;
            case RATE, USERS, TURN -> 1;
        };
    }

    private String step() {
        return switch (swept.sweep().quantity()) {
            case INPUT_TOKENS -> "Each 1,000 more input tokens";
            case OUTPUT_TOKENS -> "Each 100 more output tokens";
            case SHOTS -> "Each 10 more examples in the prompt";
            case TURN -> "Each further turn of a conversation";
            case RATE -> "Each further request a second";
            case USERS -> "Each further user";
        };
    }

    private String what() {
        return switch (metric) {
            case TTFT -> "the time to first token";
            case SERVICE -> "the service time";
            case RESPONSE,
                    TTFT_FROM_INTENDED,
                    INTER_CHUNK,
                    TPOT,
                    FIRST_REASONING,
                    NTPOT,
                    ATTEMPT,
                    NETWORK,
                    SERVER_QUEUE,
                    SERVER_PREFILL,
                    SERVER_DECODE,
                    SERVER_INFERENCE,
                    PUBLISH,
                    TRANSPORT_FORWARD,
                    TRANSPORT_BACK,
                    CLOCK_BOUND,
                    CONNECT,
                    DISPATCH_LAG,
                    SLOT_WAIT -> "the response time";
        };
    }

    private static String join(List<String> parts) {
        return parts.size() == 1
                ? parts.getFirst()
                : String.join(", ", parts.subList(0, parts.size() - 1)) + ", and " + parts.getLast();
    }
}
