package dev.taximeter.history;

import dev.taximeter.stats.ChangePoints;
import dev.taximeter.stats.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure of one arm, night after night: of runs that are valid and whole.
 *
 * @param series whose figure it is
 * @param label the arm's, as people read it
 * @param vendor who serves the arm
 * @param emulated whether any night's figure is an emulator's
 * @param currency of money; empty for other quantities
 * @param nights in the order of time, at least one
 * @param changes where the level changed, in the order of time
 */
public record Trend(
        Series series,
        String label,
        String vendor,
        boolean emulated,
        String currency,
        List<Night> nights,
        List<ChangePoints.Change> changes) {
    /** A change has a p-value of at most 0.001, and 5 % or more: docs/statistics.md says what that finds and misses. */
    public static final ChangePoints CHANGE_POINTS = new ChangePoints(0.001, 0.05);

    public Trend {
        nights = List.copyOf(nights);
        changes = List.copyOf(changes);
    }

    /** The trend of these nights, with their changes. */
    public static Trend of(
            Series series, String label, String vendor, boolean emulated, String currency, List<Night> nights) {
        List<ChangePoints.Change> changes =
                CHANGE_POINTS.of(nights.stream().mapToDouble(Night::value).toArray());
        return new Trend(series, label, vendor, emulated, currency, nights, changes);
    }

    /**
     * What tells one trend from another.
     *
     * @param place the folder in which its runs lie, under the one that was opened: runs of several machines, copied beside
     *     each other, are followed apart; empty for runs that lie in that one itself
     * @param scenario its name
     * @param arm its name in the scenario
     * @param quantity what is followed
     */
    public record Series(String place, String scenario, String arm, Quantity quantity) {
        /** The arm, with its place where it has one. */
        public String armInPlace() {
            return place.isEmpty() ? arm : arm + ", " + place;
        }
    }

    /**
     * One run's figure.
     *
     * @param folder of the run
     * @param at when the run began
     * @param value above 0
     * @param interval 95 %; null where there is none
     * @param setting what else may have changed
     */
    public record Night(
            String folder,
            Instant at,
            double value,
            @Nullable Interval interval,
            Setting setting) {}

    /**
     * What a figure depends on beside the vendor.
     *
     * @param scenarioSha256 of the scenario file
     * @param tool version of Taximeter
     * @param machine processor, system and Java
     * @param model that was asked for
     */
    public record Setting(String scenarioSha256, String tool, String machine, String model) {
        /** What differs from another night's, a few words each; empty when nothing does. */
        List<String> differencesFrom(Setting other) {
            List<String> differences = new ArrayList<>();
            if (!scenarioSha256.equals(other.scenarioSha256)) {
                differences.add("the scenario file");
            }
            if (!tool.equals(other.tool)) {
                differences.add("Taximeter's version");
            }
            if (!machine.equals(other.machine)) {
                differences.add("the machine");
            }
            if (!model.equals(other.model)) {
                differences.add("the model");
            }
            return differences;
        }
    }

    /** What else changed in the night of this change: it may be the cause. Empty when nothing did. */
    public List<String> alsoChanged(ChangePoints.Change change) {
        return nights.get(change.index())
                .setting()
                .differencesFrom(nights.get(change.index() - 1).setting());
    }

    /** Whether a change is for the worse. */
    public boolean worse(ChangePoints.Change change) {
        return change.ratio() > 1 == series.quantity().lessIsBetter();
    }
}
