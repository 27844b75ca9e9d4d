package dev.taximeter.report;

import dev.taximeter.compare.Comparison;
import dev.taximeter.compare.Difference;
import dev.taximeter.compare.Side;
import dev.taximeter.compare.Verdict;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison for programs: {@code comparison.json}. Figures look as in {@link JsonReport}; a {@code change} has the unit
 * {@code ratio} (candidate / baseline) for times and {@code difference} (candidate − baseline, −1..1) for shares.
 */
public final class ComparisonJson {
    /** Version of the shape. */
    public static final int SCHEMA = 1;

    private ComparisonJson() {}

    /**
     * The document, ending with a line end.
     *
     * @param comparisons at least one, all with the same baseline
     */
    public static String of(List<Comparison> comparisons) {
        ObjectNode root = JsonReport.JSON.createObjectNode();
        root.put("schema", SCHEMA);
        side(root.putObject("baseline"), comparisons.getFirst().baseline());
        ArrayNode all = root.putArray("comparisons");
        comparisons.forEach(comparison -> comparison(all.addObject(), comparison));
        return JsonReport.JSON.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }

    private static void side(ObjectNode out, Side side) {
        out.put("run", side.run().manifest().id())
                .put("arm", side.arm().arm().name())
                .put("label", side.arm().arm().label())
                .put("emulated", side.arm().arm().emulated())
                .put("startedAt", side.run().manifest().startedAt().toString());
    }

    private static void comparison(ObjectNode out, Comparison comparison) {
        side(out.putObject("candidate"), comparison.candidate());
        verdict(out, comparison.verdict());
        comparison.sentences().forEach(out.putArray("sentences")::add);
        comparison.caveats().forEach(out.putArray("caveats")::add);
        if (comparison.costRatio() != null) {
            out.put("costRatio", comparison.costRatio());
        }
        ArrayNode differences = out.putArray("differences");
        comparison.differences().forEach(difference -> difference(differences.addObject(), difference));
    }

    private static void difference(ObjectNode out, Difference difference) {
        boolean time = difference.unit() == Difference.Unit.NANOS;
        out.put("id", difference.id()).put("label", difference.label());
        verdict(out, difference.verdict());
        JsonReport.figure(out, "baseline", difference.baseline(), time ? "ns" : "ratio");
        JsonReport.figure(out, "candidate", difference.candidate(), time ? "ns" : "ratio");
        JsonReport.figure(out, "change", difference.change(), time ? "ratio" : "difference");
        if (difference.pValue() != null) {
            out.put("adjustedP", difference.pValue());
        }
        if (difference.decisiveN() != null) {
            out.put("decisiveN", difference.decisiveN());
        }
    }

    private static void verdict(ObjectNode out, Verdict verdict) {
        out.put("verdict", verdict.getClass().getSimpleName());
        switch (verdict) {
            case Verdict.Improved _, Verdict.Regressed _ -> {}
            case Verdict.WithinNoise(var _, double noise) -> out.put("tolerance", noise);
            case Verdict.NoEvidence(String reason) -> out.put("reason", reason);
            case Verdict.NotComparable(List<String> reasons) -> reasons.forEach(out.putArray("reasons")::add);
        }
    }
}
