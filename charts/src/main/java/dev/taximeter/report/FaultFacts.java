package dev.taximeter.report;

import dev.taximeter.chart.Numbers;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import dev.taximeter.report.Facts.Fact;
import dev.taximeter.summary.FaultCount;
import dev.taximeter.summary.RunSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an emulator did on purpose, against what was reported. */
final class FaultFacts {
    private FaultFacts() {}

    /** The table of injected fault against reported outcome: one fact a fault, and first how many were called by name. */
    static List<Fact> of(RunSummary summary) {
        List<FaultCount> cells = summary.instrument().faults();
        if (cells.isEmpty()) {
            return List.of();
        }
        long all = cells.stream().mapToLong(FaultCount::n).sum();
        long right = cells.stream()
                .filter(FaultCount::onDiagonal)
                .mapToLong(FaultCount::n)
                .sum();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "injected faults",
                "%s of %s reported as what they were".formatted(Numbers.count(right), Numbers.count(all))));
        Map<InjectedFault, Map<String, Long>> byFault = new EnumMap<>(InjectedFault.class);
        for (FaultCount cell : cells) {
            Outcome.Kind expected = cell.expected();
            String words = cell.outcome().label()
                    + (cell.onDiagonal() || expected == null ? "" : ", WRONG: it was " + expected.label());
            byFault.computeIfAbsent(cell.fault(), _ -> new TreeMap<>()).merge(words, cell.n(), Long::sum);
        }
        byFault.forEach((fault, outcomes) -> facts.add(new Fact(
                "fault " + fault.id(),
                outcomes.entrySet().stream()
                        .map(outcome -> Numbers.count(outcome.getValue()) + " × " + outcome.getKey())
                        .collect(Collectors.joining("; ")))));
        return facts;
    }
}
