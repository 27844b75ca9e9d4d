package dev.taximeter.history;

import dev.taximeter.stats.ChangePoints.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A change between two nights, and whose it is. A control arm, which asks nothing of a vendor, knows the machine: what it
 * goes through at the same time is the machine's. Without one nobody can tell.
 *
 * @param cause whose it is
 * @param scenario whose figures changed
 * @param arm the arm that changed; the control arm when the machine did and that saw it
 * @param from first night of the new level
 * @param parts the figures that changed, all those of one cause together; at least one
 */
public record Drift(Cause cause, String scenario, String arm, Instant from, List<Part> parts) {
    /** Nights by which two figures may differ in where they see the same change. */
    static final int SAME_NIGHTS = 2;

    public Drift {
        parts = List.copyOf(parts);
    }

    /** Who changed. */
    public enum Cause {
        /** The vendor or the way to it: the control arm stayed as it was. */
        VENDOR,
        /** The machine or what else runs on it: the control arm changed too. */
        MACHINE,
        /** Nobody can tell: there is no control arm. */
        UNKNOWN
    }

    /**
     * One figure's change.
     *
     * @param trend whose it is
     * @param change where and by how much
     */
    public record Part(Trend trend, Change change) {
        /** First night of the new level. */
        Instant from() {
            return trend.nights().get(change.index()).at();
        }

        /** Whether it is for the worse. */
        public boolean worse() {
            return trend.worse(change);
        }
    }

    /** Whether any of its figures is worse than before. */
    public boolean worse() {
        return parts.stream().anyMatch(Part::worse);
    }

    /**
     * The changes of these trends, grouped by whose they are.
     *
     * @param trends of any scenarios and arms
     * @param controls names of arms that ask nothing of a vendor; may be empty
     * @return by scenario, then in the order of time
     */
    public static List<Drift> of(List<Trend> trends, Set<String> controls) {
        List<Drift> drifts = new ArrayList<>();
        trends.stream()
                .collect(Collectors.groupingBy(
                        trend -> new Weather(
                                trend.series().place(), trend.series().scenario()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .forEach((weather, own) -> drifts.addAll(ofScenario(weather.scenario(), own, controls)));
        return drifts;
    }

    /** Arms that meet the same machine and the same nights. */
    private record Weather(String place, String scenario) {}

    private static List<Drift> ofScenario(String scenario, List<Trend> trends, Set<String> controls) {
        boolean controlled = trends.stream()
                .anyMatch(trend -> controls.contains(trend.series().arm()));
        List<Part> parts = trends.stream()
                .flatMap(trend -> trend.changes().stream().map(change -> new Part(trend, change)))
                .sorted(Comparator.comparing(Part::from))
                .toList();
        List<Part> machine = parts.stream()
                .filter(part -> controls.contains(part.trend().series().arm()))
                .toList();
        List<Drift> drifts = new ArrayList<>();
        for (Part part : parts) {
            boolean ofMachine = machine.contains(part) || machine.stream().anyMatch(other -> same(other, part));
            Cause cause = ofMachine ? Cause.MACHINE : controlled ? Cause.VENDOR : Cause.UNKNOWN;
            add(drifts, cause, scenario, part);
        }
        return drifts;
    }

    /** Joins a change to the drift that it is part of: of the machine's one for all arms, of a vendor's one for each arm. */
    private static void add(List<Drift> drifts, Cause cause, String scenario, Part part) {
        String arm = part.trend().series().arm();
        for (int i = 0; i < drifts.size(); i++) {
            Drift drift = drifts.get(i);
            boolean sameArm = cause == Cause.MACHINE || drift.arm().equals(arm);
            if (drift.cause() == cause && sameArm && same(drift.parts().getFirst(), part)) {
                List<Part> joined = new ArrayList<>(drift.parts());
                joined.add(part);
                drifts.set(i, new Drift(cause, scenario, drift.arm(), drift.from(), joined));
                return;
            }
        }
        drifts.add(new Drift(cause, scenario, arm, part.from(), List.of(part)));
    }

    /** Whether two changes, of figures of one scenario, are of the same nights and the same kind: both slower, say. */
    private static boolean same(Part one, Part other) {
        boolean sameKind = one.worse() == other.worse() && timed(one) == timed(other);
        return sameKind && near(one.trend(), one.change().index(), other.from());
    }

    private static boolean timed(Part part) {
        return part.trend().series().quantity().unit() == Quantity.Unit.NANOS;
    }

    /** Whether a moment lies within so many nights of a trend's night. */
    static boolean near(Trend trend, int index, Instant moment) {
        List<Trend.Night> nights = trend.nights();
        Instant first = nights.get(Math.max(0, index - SAME_NIGHTS)).at();
        Instant last =
                nights.get(Math.min(nights.size() - 1, index + SAME_NIGHTS)).at();
        return !moment.isBefore(first) && !moment.isAfter(last);
    }
}
