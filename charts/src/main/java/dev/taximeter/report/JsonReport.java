package dev.taximeter.report;

import dev.taximeter.compare.ArmComparison;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.compare.RunVerdict;
import dev.taximeter.compare.Verdict;
import dev.taximeter.cost.Capacity;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Objective;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.PromptVersion;
import dev.taximeter.model.QueueCounts;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Soundness;
import dev.taximeter.model.Spending;
import dev.taximeter.model.Surroundings;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Accuracy;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.EntityScores;
import dev.taximeter.summary.FaultCount;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.GenerationScores;
import dev.taximeter.summary.HybridShares;
import dev.taximeter.summary.IntentSpread;
import dev.taximeter.summary.JsonShares;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RetrievalShares;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.ServerWords;
import dev.taximeter.summary.SweepSummary;
import dev.taximeter.summary.TruthAgreement;
import dev.taximeter.summary.Validity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
            arm(node, arm);
            queue(node, arm.arm().name(), summary.surroundings());
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
                arm(at, of.levels().get(level));
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

    private static void arm(ObjectNode out, ArmSummary arm) {
        ArmFacts facts = arm.arm();
        out.put("name", facts.name()).put("label", facts.label()).put("vendor", facts.vendor());
        out.put("model", facts.model()).put("emulated", facts.emulated());
        if (facts.emulated()) {
            out.put("profile", facts.profile()).put("profileSource", facts.profileSource());
        }
        ObjectNode requests = out.putObject("requests");
        requests.put("sent", arm.counts().sent())
                .put("ok", arm.counts().ok())
                .put("errors", arm.counts().errors())
                .put("usageEstimated", arm.counts().usageEstimated())
                .put("usageDisputed", arm.counts().usageDisputed())
                .put("attempts", arm.counts().attempts())
                .put("retried", arm.counts().retried());
        ObjectNode failed = requests.putObject("failed");
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            Long count = arm.counts().failed().get(kind);
            if (count != null) {
                failed.put(kind.name(), count);
            }
        }
        ObjectNode metrics = out.putObject("metrics");
        for (Metric metric : Metric.values()) {
            Distribution distribution = arm.distribution(metric);
            if (distribution != null) {
                distribution(metrics.putObject(metric.id()), distribution);
            }
        }
        rate(out, "throughput", arm.throughputPerSecond(), arm.counts().ok());
        rate(out, "outputTokens", arm.outputTokensPerSecond(), arm.counts().ok());
        figure(out, "tokensPerChunk", arm.tokensPerChunk(), "tokens/chunk");
        accuracy(out, arm.accuracy());
        PromptVersion version = facts.instructions();
        if (version != null) {
            out.putObject("instructions").put("name", version.name()).put("sha256", version.sha256());
        }
        JsonShares json = arm.json();
        if (json != null) {
            json(out.putObject("json"), json, arm.cost());
        }
        entities(out, arm.entities());
        generated(out, arm.generated());
        retrieval(out, arm.retrieval());
        clarity(out, arm.intents());
        hybrid(out, arm.hybrid());
        cost(out.putObject("cost"), arm.cost(), arm.counts().sent());
        words(out.putObject("servers"), arm.words());
    }

    private static void queue(ObjectNode out, String arm, Surroundings around) {
        QueueCounts counts = around.queues().get(arm);
        if (counts != null) {
            out.putObject("queue")
                    .put("published", counts.published())
                    .put("answered", counts.answered())
                    .put("redelivered", counts.redelivered())
                    .put("duplicates", counts.duplicates())
                    .put("late", counts.late())
                    .put("lost", counts.lost());
        }
        Map<String, String> broker = around.brokers().getOrDefault(arm, Map.of());
        if (!broker.isEmpty()) {
            broker.forEach(out.putObject("broker")::put);
        }
    }

    private static void accuracy(ObjectNode out, @Nullable Accuracy accuracy) {
        if (accuracy != null) {
            ObjectNode node = out.putObject("accuracy");
            figure(node, "inScope", accuracy.inScope(), "ratio");
            figure(node, "outOfScopeRecall", accuracy.outOfScopeRecall(), "ratio");
            figure(node, "macroF1", accuracy.macroF1(), "ratio");
            node.put("judged", accuracy.judged()).put("unreadable", accuracy.unreadable());
        }
    }

    private static void entities(ObjectNode out, @Nullable EntityScores scores) {
        if (scores == null) {
            return;
        }
        ObjectNode node = out.putObject("entities");
        figure(node, "f1", scores.f1(), "ratio");
        figure(node, "precision", scores.precision(), "ratio");
        figure(node, "recall", scores.recall(), "ratio");
        node.put("unknownTypes", scores.unknownTypes()).put("notInText", scores.notInText());
        ObjectNode types = node.putObject("f1ByType");
        scores.f1ByType().forEach((type, f1) -> figure(types, type, f1, "ratio"));
    }

    private static void generated(ObjectNode out, List<GenerationScores> generated) {
        if (!generated.isEmpty()) {
            ObjectNode languages = out.putObject("generated");
            for (GenerationScores scores : generated) {
                ObjectNode node = languages.putObject(scores.language());
                figure(node, "distinct", scores.distinct(), "ratio");
                figure(node, "placed", scores.placed(), "ratio");
            }
        }
    }

    private static void retrieval(ObjectNode out, @Nullable RetrievalShares shares) {
        if (shares != null) {
            ObjectNode node = out.putObject("retrieval");
            figure(node, "found", shares.found(), "ratio");
            figure(node, "retrievalP50", shares.retrievalMedian(), "ns");
            figure(node, "retrievalP99", shares.retrievalP99(), "ns");
            figure(node, "generationP50", shares.generationMedian(), "ns");
            figure(node, "generationP99", shares.generationP99(), "ns");
        }
    }

    private static void clarity(ObjectNode out, @Nullable IntentSpread spread) {
        if (spread == null) {
            return;
        }
        ObjectNode node = out.putObject("clarity");
        figure(node, "clarity", spread.clarity(), "cosine");
        figure(node, "strays", spread.strays(), "ratio");
        node.put("unusable", spread.unusable());
        ArrayNode intents = node.putArray("intents");
        for (IntentSpread.Intent intent : spread.intents()) {
            ObjectNode one = intents.addObject().put("intent", intent.name());
            figure(one, "clarity", intent.clarity(), "cosine");
            figure(one, "strays", intent.strays(), "ratio");
        }
        ArrayNode contacts = node.putArray("contacts");
        for (IntentSpread.Contact contact : spread.contacts()) {
            ObjectNode pair = contacts.addObject().put("one", contact.one()).put("other", contact.other());
            figure(pair, "strays", contact.strays(), "ratio");
            pair.put("conflict", contact.isConflict());
        }
    }

    private static void hybrid(ObjectNode out, @Nullable HybridShares hybrid) {
        if (hybrid == null) {
            return;
        }
        ObjectNode node = out.putObject("hybrid");
        figure(node, "passedOn", hybrid.passedOn(), "ratio");
        node.put("requests", hybrid.requests()).put("requestsPassedOn", hybrid.requestsPassedOn());
        part(node, "first", hybrid.first());
        part(node, "then", hybrid.then());
    }

    private static void part(ObjectNode out, String name, HybridShares.@Nullable Part part) {
        if (part != null) {
            ObjectNode node = out.putObject(name);
            accuracy(node, part.accuracy());
            if (part.response() != null) {
                distribution(node.putObject("response"), part.response());
            }
        }
    }

    private static void words(ObjectNode out, ServerWords words) {
        words.byName().forEach((name, counts) -> counts(out, camelCase(name), counts));
        out.put("newConnections", words.newConnections()).put("reusedConnections", words.reusedConnections());
        words.cachedInputRatio().ifPresent(ratio -> out.put("cachedInputRatio", ratio));
        if (!words.lowestRemaining().isEmpty()) {
            counts(out, "lowestRemaining", words.lowestRemaining());
        }
    }

    private static void counts(ObjectNode out, String name, Map<String, Long> counts) {
        ObjectNode node = out.putObject(name);
        counts.forEach(node::put);
    }

    private static String camelCase(String words) {
        String[] parts = words.toLowerCase(Locale.ROOT).split(" ", -1);
        for (int i = 1; i < parts.length; i++) {
            parts[i] = Character.toUpperCase(parts[i].charAt(0)) + parts[i].substring(1);
        }
        return String.join("", parts);
    }

    private static void json(ObjectNode out, JsonShares json, Cost cost) {
        out.put("answers", json.answers());
        for (Soundness soundness : Soundness.values()) {
            figure(out, soundness.name(), json.share(soundness), "ratio");
        }
        figure(out, "usable", json.usable(), "ratio");
        ObjectNode repairs = out.putObject("repairs");
        new TreeMap<>(json.repairs()).forEach((repair, count) -> repairs.put(repair.name(), count));
        out.put("validAndCorrect", json.validAndCorrect()).put("failures", json.failures());
        if (cost instanceof Cost.Known known) {
            String currency = known.quote().currency();
            long valid = json.count(Soundness.VALID);
            money(out, "costPerValid", known.per(valid), currency, valid);
            money(out, "costPerValidAndCorrect", known.per(json.validAndCorrect()), currency, json.validAndCorrect());
        }
    }

    private static void distribution(ObjectNode out, Distribution d) {
        out.put("unit", "ns").put("n", d.n()).put("effectiveN", d.effectiveN()).put("overflow", d.overflow());
        figure(out, "mean", d.mean(), "ns");
        figure(out, "standardDeviation", d.standardDeviation(), "ns");
        out.put("min", d.minNanos());
        for (Percentile percentile : Percentile.values()) {
            figure(out, percentile.id(), d.percentiles().get(percentile), "ns");
        }
        out.put("max", d.maxNanos());
    }

    private static void cost(ObjectNode out, Cost cost, long n) {
        switch (cost) {
            case Cost.Unknown unknown -> out.put("known", false).put("reason", unknown.reason());
            case Cost.Known known -> {
                String currency = known.quote().currency();
                out.put("known", true);
                money(out, "total", known.total(), currency, n);
                money(out, "perRequest", known.perRequest(), currency, n);
                money(out, "perThousand", known.perThousand(), currency, n);
                money(out, "perCorrect", known.perCorrect(), currency, n);
                out.put("inputTokens", known.inputTokens()).put("outputTokens", known.outputTokens());
                out.put("basis", known.basis())
                        .put("priceFrom", known.quote().effectiveFrom().toString());
                out.put("priceRetrieved", known.quote().retrievedAt().toString())
                        .put("priceSource", known.quote().source());
                Capacity.Measured machine = known.machine();
                if (machine != null) {
                    ObjectNode takes = out.putObject("capacity");
                    takes.put("unit", "requests/s")
                            .put("value", machine.perSecond().round(MathContext.DECIMAL32));
                    takes.put("n", machine.n()).put("basis", machine.basis().id());
                    if (machine.level() != null) {
                        takes.put("level", machine.level());
                    }
                }
            }
        }
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

    static void interval(ObjectNode out, String name, @Nullable Interval interval) {
        if (interval != null) {
            ObjectNode node = out.putObject(name);
            number(node, "low", interval.low());
            number(node, "high", interval.high());
            node.put("confidence", interval.confidence());
        }
    }

    private static void rate(ObjectNode out, String name, @Nullable Double perSecond, long n) {
        if (perSecond != null) {
            out.putObject(name).put("value", perSecond).put("unit", "perSecond").put("n", n);
        }
    }

    private static void money(ObjectNode out, String name, @Nullable BigDecimal amount, String currency, long n) {
        if (amount != null) {
            out.putObject(name)
                    .put("value", amount.toPlainString())
                    .put("unit", currency)
                    .put("n", n);
        }
    }

    private static void number(ObjectNode out, String name, double value) {
        if (Double.isFinite(value)) {
            out.put(name, value);
        }
    }
}
