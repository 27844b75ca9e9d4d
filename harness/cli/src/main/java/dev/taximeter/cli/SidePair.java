package dev.taximeter.cli;

import dev.taximeter.archive.ArchiveException;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.compare.Side;
import dev.taximeter.summary.ArmSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two sides that a user wants to see held against each other.
 *
 * @param baseline named first
 * @param candidate named later
 */
record SidePair(Side baseline, Side candidate) {

    /**
     * What the user's words mean: one run is its arms against its first; of several runs, arms of the same name belong
     * together; arms that are named are held against the first.
     *
     * @return groups with one baseline each, none of them empty
     * @throws UserError when a word names no run or no arm, or when nothing is left to compare
     */
    static List<List<SidePair>> groups(List<String> words) throws IOException {
        List<Opened> opened = new ArrayList<>();
        for (String word : words) {
            opened.add(Opened.of(word));
        }
        Opened first = opened.getFirst();
        List<List<SidePair>> groups = new ArrayList<>();
        if (opened.size() == 1 && first.arm() == null) {
            List<Side> sides = first.sides();
            groups.add(pairs(sides.getFirst(), sides.subList(1, sides.size())));
        } else {
            for (Side baseline : first.sides()) {
                groups.add(pairs(
                        baseline,
                        opened.stream()
                                .skip(1)
                                .flatMap(other -> other.matching(baseline, first.arm() != null).stream())
                                .toList()));
            }
        }
        groups.removeIf(List::isEmpty);
        if (groups.isEmpty()) {
            throw new UserError(
                    "there is nothing to compare: give a run with several arms, or sides that share an arm's"
                            + " name; other pairs are named as FOLDER:ARM");
        }
        return groups;
    }

    private static List<SidePair> pairs(Side baseline, List<Side> candidates) {
        return candidates.stream()
                .map(candidate -> new SidePair(baseline, candidate))
                .toList();
    }

    /**
     * A word of the command line.
     *
     * @param arm that was named; null for all
     */
    private record Opened(Analysis analysis, @Nullable String arm) {
        static Opened of(String word) throws IOException {
            int colon = word.lastIndexOf(':');
            boolean whole = colon < 0 || Files.isDirectory(Path.of(word));
            Path folder = Path.of(whole ? word : word.substring(0, colon));
            try {
                Opened opened =
                        new Opened(Analysis.of(RunArchive.open(folder)), whole ? null : word.substring(colon + 1));
                opened.requireArm(folder);
                return opened;
            } catch (ArchiveException unreadable) {
                throw new UserError(String.valueOf(unreadable.getMessage()), unreadable);
            }
        }

        private void requireArm(Path folder) {
            if (sides().isEmpty()) {
                throw new UserError("%s has no arm %s; its arms are %s"
                        .formatted(
                                folder,
                                arm,
                                String.join(
                                        ", ",
                                        analysis.summary().arms().stream()
                                                .map(summary -> summary.arm().name())
                                                .toList())));
            }
        }

        List<Side> sides() {
            return analysis.summary().arms().stream()
                    .filter(summary -> arm == null || summary.arm().name().equals(arm))
                    .map(this::side)
                    .toList();
        }

        /** The arms that belong to a baseline: the named one, or that of the same name; one that was named takes any. */
        List<Side> matching(Side baseline, boolean baselineNamed) {
            List<Side> own = sides();
            return arm != null && baselineNamed
                    ? own
                    : own.stream()
                            .filter(side -> side.arm()
                                    .arm()
                                    .name()
                                    .equals(baseline.arm().arm().name()))
                            .toList();
        }

        private Side side(ArmSummary summary) {
            return Side.of(analysis.summary(), summary, analysis.samples());
        }
    }
}
