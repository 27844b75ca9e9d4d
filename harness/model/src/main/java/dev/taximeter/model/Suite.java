package dev.taximeter.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scenarios that are played one after another, night after night.
 *
 * @param name the file's name without its ending
 * @param entries what is played, in order; at least one
 * @param controls names of arms that ask nothing of a vendor: what they go through is the machine's; usually one or none
 * @param nights in a row in which something must be worse before somebody is woken up, at least 1
 * @param budget what a night may cost at most, all scenarios together; null for no limit
 * @param keep how long runs are kept
 * @param text the file, verbatim
 */
public record Suite(
        String name,
        List<Entry> entries,
        Set<String> controls,
        int nights,
        @Nullable Budget budget,
        Keep keep,
        String text) {
    public Suite {
        entries = List.copyOf(entries);
        controls = Set.copyOf(controls);
    }

    /**
     * One scenario of the suite.
     *
     * @param file of the scenario
     * @param emulated whether the emulator stands in for every vendor
     */
    public record Entry(Path file, boolean emulated) {}

    /**
     * How long the runs of the suite's scenarios are kept, counted from their beginning. Baselines are kept for ever.
     *
     * @param samplesDays after which raw samples and what else cannot be made again go, and the figures stay; null for ever
     * @param runsDays after which the whole folder goes; null for ever
     */
    public record Keep(
            @Nullable Integer samplesDays, @Nullable Integer runsDays) {}
}
