package dev.taximeter.report;

import dev.taximeter.model.Metric;
import dev.taximeter.report.Facts.Fact;
import java.util.ArrayList;
import java.util.List;

/** What the figures mean, so that a report can be read alone. */
final class Definitions {
    private Definitions() {}

    static List<Fact> all() {
        List<Fact> facts = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            facts.add(new Fact(metric.label(), metric.formula()));
        }
        facts.add(new Fact(
                "Who is counted", "good answers of the measured phase; errors are counted apart, never dropped"));
        facts.add(new Fact("Percentile", "nearest rank: the value of rank ⌈n · p⌉ of the sorted raw values"));
        facts.add(new Fact(
                "Interval of a percentile",
                "95 %, distribution-free, from order statistics with the effective n after autocorrelation; a"
                        + " percentile whose interval has no end at this n is left out"));
        facts.add(new Fact("Interval of a ratio", "95 %, bootstrap over blocks, not over single requests"));
        facts.add(new Fact("σ", "sample standard deviation; for heavy tails it says little, so read it beside p99"));
        facts.add(new Fact(
                "Right",
                "share of right answers over distinct prompts; an answer from which no known intent can be"
                        + " read is wrong"));
        facts.add(new Fact("Out of scope found", "share of out-of-scope prompts that were recognised as such"));
        facts.add(new Fact(
                "Cost",
                "list price × billed tokens, or machine-hours at the utilisation given; a missing price is"
                        + " said, never 0"));
        return facts;
    }
}
