package dev.taximeter.report;

import dev.taximeter.compare.ArmComparison;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.compare.RunVerdict;
import dev.taximeter.compare.Verdict;
import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Objective;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Spending;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.FaultCount;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.SweepSummary;
import dev.taximeter.summary.TruthAgreement;
import dev.taximeter.summary.Validity;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run for programs: {@code summary.json}. The shape is stable; {@code schema} counts changes that break readers.
 *
 * <p>A figure is {@code {"value", "unit", "n", "interval": {"low", "high", "confidence"}}}; {@code interval} is absent where
 * there is none, and a figure that cannot be given is absent, never 0 and never null. Units are {@code ns}, {@code ratio}
 * (0..1), {@code perSecond} or an ISO 4217 currency. Money is a string, so that no digit is lost. Every arm says
 * {@code emulated}. An end of an interval that is infinite is absent.
 */
public final class JsonReport {
    /** Version of the shape. */
    public static final int SCHEMA = 1;

    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** The document, ending with a line end. */
    public static String of(RunSummary summary, RunVerdict verdict) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        run(root.putObject("run"), summary);
        switch (summary.validity()) {
            case Validity.Valid valid -> root.putObject("validity").put("valid", true);
            case Validity.Invalid invalid -> {
                ArrayNode reasons =
                        root.putObject("validity").put("valid", false).putArray("reasons");
                invalid.reasons().forEach(reasons::add);
            }
        }
        ArrayNode arms = root.putArray("arms");
        summary.arms().forEach(arm -> {
            ObjectNode node = arms.addObject();
            ArmJson.arm(node, arm);
            ArmJson.queue(node, arm.arm().name(), summary.surroundings());
        });
        if (summary.sweep() != null) {
            sweep(root.putObject("sweep"), summary.sweep());
        }
        ObjectNode answer = root.putObject("verdict");
        ArrayNode sentences = answer.putArray("sentences");
        verdict.sentences().forEach(sentences::add);
        ArrayNode comparisons = answer.putArray("comparisons");
        verdict.comparisons().forEach(c -> comparison(comparisons.addObject(), c));
        if (!verdict.objectives().isEmpty()) {
            ArrayNode objectives = root.putArray("objectives");
            verdict.objectives().forEach(result -> objective(objectives.addObject(), result));
        }
        ArrayNode warnings = root.putArray("warnings");
        summary.warnings()
                .forEach(w -> warnings.addObject()
                        .put("kind", w.kind().name())
                        .put("arm", w.arm())
                        .put("cause", w.cause())
                        .put("nextStep", w.nextStep()));
        instrument(root.putObject("instrument"), summary);
        return JSON.writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }

    private static void sweep(ObjectNode out, SweepSummary swept) {
        out.put("quantity", swept.sweep().quantity().id());
        ArrayNode arms = out.putArray("arms");
        for (SweepSummary.ArmLevels of : swept.arms()) {
            ObjectNode arm = arms.addObject().put("arm", of.arm());
            of.line().ifPresent(line -> {
                ObjectNode fitted =
                        arm.putObject("line").put("metric", line.metric().id());
                fitted.put("interceptNanos", line.interceptNanos());
                figure(fitted, "slope", line.slopeNanos(), "ns");
            });
            ArrayNode levels = arm.putArray("levels");
            for (int level = 0; level < of.levels().size(); level++) {
                ObjectNode at =
                        levels.addObject().put("value", swept.sweep().values().get(level));
                ArmJson.arm(at, of.levels().get(level));
            }
        }
    }

    private static void run(ObjectNode out, RunSummary summary) {
        RunManifest m = summary.manifest();
        out.put("id", m.id()).put("tool", m.toolVersion()).put("scenario", m.scenario());
        out.put("question", m.question())
                .put("scenarioSha256", m.scenarioSha256())
                .put("seed", m.seed());
        out.put("task", m.task().name()).put("startedAt", m.startedAt().toString());
        if (m.endedAt() != null) {
            out.put("endedAt", m.endedAt().toString());
        }
        if (!m.stops().isEmpty()) {
            ArrayNode stops = out.putArray("stops");
            m.stops()
                    .forEach(stop -> stops.addObject()
                            .put("arm", stop.arm())
                            .put("atNanos", stop.atNanos())
                            .put("kind", stop.outcome().kind().name())
                            .put("detail", stop.outcome().detail()));
        }
        Spending spending = m.spending();
        if (spending != null) {
            out.putObject("budget")
                    .put("limit", spending.budget().limit())
                    .put("currency", spending.budget().currency())
                    .put("spent", spending.spent())
                    .put("assumedCalls", spending.assumedCalls())
                    .put("rehearsed", spending.rehearsed())
                    .put("waitedCalls", spending.waitedCalls());
        }
        out.put("status", m.status().name()).put("partial", summary.partial()).put("anyEmulated", m.anyEmulated());
    }

    private static void comparison(ObjectNode out, ArmComparison c) {
        out.put("baseline", c.baseline()).put("candidate", c.candidate());
        figure(out, "meanRatio", c.meanRatio(), "ratio");
        figure(out, "p50Ratio", c.p50Ratio(), "ratio");
        figure(out, "p99Ratio", c.p99Ratio(), "ratio");
        figure(out, "ttftP50Ratio", c.ttftP50Ratio(), "ratio");
        figure(out, "standardDeviationRatio", c.standardDeviationRatio(), "ratio");
        if (c.costRatio() != null) {
            out.put("costRatio", c.costRatio());
        }
        figure(out, "accuracyDifference", c.accuracyDifference(), "ratio");
        if (c.accuracyP() != null) {
            out.put("accuracyPValue", c.accuracyP());
        }
        verdict(out.putObject("latency"), c.latency());
        verdict(out.putObject("steadiness"), c.steadiness());
    }

    private static void verdict(ObjectNode out, Verdict verdict) {
        out.put("verdict", verdict.getClass().getSimpleName());
        switch (verdict) {
            case Verdict.Improved v -> interval(out, "ratio", v.ratio());
            case Verdict.Regressed v -> interval(out, "ratio", v.ratio());
            case Verdict.WithinNoise v -> interval(out.put("noiseRatio", v.noiseRatio()), "ratio", v.ratio());
            case Verdict.NoEvidence v -> out.put("reason", v.reason());
            case Verdict.NotComparable v -> v.reasons().forEach(out.putArray("reasons")::add);
        }
    }

    private static void objective(ObjectNode out, ObjectiveResult result) {
        out.put("objective", result.objective().text()).put("arm", result.arm());
        out.put("outcome", result.outcome().name()).put("reason", result.reason());
        String unit = result.objective() instanceof Objective.CostPerRequest cost ? cost.currency() : "ratio";
        figure(out, "observed", result.observed(), unit);
    }

    static void instrument(ObjectNode out, RunSummary summary) {
        Distribution lag = summary.instrument().dispatchLag();
        if (lag != null) {
            distribution(out.putObject("dispatchLag"), lag);
        }
        Distribution wait = summary.instrument().slotWait();
        if (wait != null) {
            distribution(out.putObject("slotWait"), wait);
        }
        ArrayNode truth = out.putArray("truth");
        for (TruthAgreement t : summary.instrument().truth()) {
            ObjectNode node =
                    truth.addObject().put("arm", t.arm()).put("emulated", true).put("unit", "ns");
            node.put("n", t.n()).put("unmatched", t.unmatched());
            number(node, "ttftMedian", t.ttftMedianNanos());
            number(node, "ttftP99", t.ttftP99Nanos());
            number(node, "ttftMax", t.ttftMaxNanos());
            number(node, "endToEndMedian", t.endToEndMedianNanos());
            number(node, "endToEndP99", t.endToEndP99Nanos());
            number(node, "endToEndMax", t.endToEndMaxNanos());
        }
        ArrayNode faults = out.putArray("faults");
        for (FaultCount cell : summary.instrument().faults()) {
            Outcome.Kind expected = cell.expected();
            ObjectNode node = faults.addObject().put("arm", cell.arm()).put("emulated", true);
            node.put("fault", cell.fault().id())
                    .put("outcome", cell.outcome().name())
                    .put("n", cell.n());
            node.put("expected", expected == null ? null : expected.name());
        }
        MachineUse use = summary.instrument().machine();
        if (use != null) {
            ObjectNode node = out.putObject("machine");
            number(node, "ownCpuRatio", use.ownCpuRatio());
            number(node, "emulatorCpuRatio", use.emulatorCpuRatio());
            number(node, "foreignCpuRatio", use.foreignCpuRatio());
            node.put("gcPauses", use.gcPauses()).put("gcPauseNanos", use.gcPauseNanos());
            node.put("gcLongestPauseNanos", use.gcLongestPauseNanos());
        }
    }

    static void figure(ObjectNode out, String name, @Nullable Figure figure, String unit) {
        if (figure != null && Double.isFinite(figure.value())) {
            ObjectNode node = out.putObject(name).put("value", figure.value()).put("unit", unit);
            interval(node.put("n", figure.n()), "interval", figure.interval());
        }
    }

    static void distribution(ObjectNode out, Distribution d) {
        out.put("unit", "ns").put("n", d.n()).put("effectiveN", d.effectiveN()).put("overflow", d.overflow());
        figure(out, "mean", d.mean(), "ns");
        figure(out, "standardDeviation", d.standardDeviation(), "ns");
        out.put("min", d.minNanos());
        for (Percentile percentile : Percentile.values()) {
            figure(out, percentile.id(), d.percentiles().get(percentile), "ns");
        }
        out.put("max", d.maxNanos());
    }

    static void interval(ObjectNode out, String name, @Nullable Interval interval) {
        if (interval != null) {
            ObjectNode node = out.putObject(name);
            number(node, "low", interval.low());
            number(node, "high", interval.high());
            node.put("confidence", interval.confidence());
        }
    }

    private static void number(ObjectNode out, String name, double value) {
        if (Double.isFinite(value)) {
            out.put(name, value);
        }
    }
}
