package dev.taximeter.nightly;

import java.time.Instant;
import java.util.List;

/**
 * A night of a suite and what it means.
 *
 * @param suite its name
 * @param id of the night, the folder's name
 * @param at when it began
 * @param runs in the suite's order; fewer than the suite has when it was stopped
 * @param findings what is worse, alarms first
 * @param undecided why something could not be decided, one sentence each
 * @param notes what else to know, one sentence each
 * @param stopped why not everything was played, e.g. money; empty when everything was
 */
public record Night(
        String suite,
        String id,
        Instant at,
        List<NightRun> runs,
        List<Finding> findings,
        List<String> undecided,
        List<String> notes,
        String stopped) {
    public Night {
        runs = List.copyOf(runs);
        findings = List.copyOf(findings);
        undecided = List.copyOf(undecided);
        notes = List.copyOf(notes);
    }

    /** What a night comes to. */
    public enum Outcome {
        /** Nothing is known to be worse. */
        GOOD,
        /** Somebody should be woken up. */
        WORSE,
        /** Not everything was played: money, quota or key is gone. */
        STOPPED,
        /** Something could not be decided. */
        UNDECIDED
    }

    /** The worst that happened: worse outranks stopped, and that outranks undecided. */
    public Outcome outcome() {
        if (!alarms().isEmpty()) {
            return Outcome.WORSE;
        }
        if (!stopped.isEmpty()) {
            return Outcome.STOPPED;
        }
        return undecided.isEmpty() ? Outcome.GOOD : Outcome.UNDECIDED;
    }

    /** The findings that somebody should be woken up for. */
    public List<Finding> alarms() {
        return findings.stream()
                .filter(finding -> finding.standing() == Finding.Standing.ALARM)
                .toList();
    }

    /** Whether any figure is an emulator's. */
    public boolean anyEmulated() {
        return runs.stream().anyMatch(run -> run.summary().manifest().anyEmulated());
    }
}
