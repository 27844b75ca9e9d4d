package dev.taximeter.report;

import dev.taximeter.cost.Capacity;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.PromptVersion;
import dev.taximeter.model.QueueCounts;
import dev.taximeter.model.Soundness;
import dev.taximeter.model.Surroundings;
import dev.taximeter.summary.Accuracy;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.EntityScores;
import dev.taximeter.summary.GenerationScores;
import dev.taximeter.summary.HybridShares;
import dev.taximeter.summary.IntentSpread;
import dev.taximeter.summary.JsonShares;
import dev.taximeter.summary.RetrievalShares;
import dev.taximeter.summary.ServerWords;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One arm of a run for programs, by the conventions of {@link JsonReport}. */
final class ArmJson {
    private ArmJson() {}

    static void arm(ObjectNode out, ArmSummary arm) {
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
                JsonReport.distribution(metrics.putObject(metric.id()), distribution);
            }
        }
        rate(out, "throughput", arm.throughputPerSecond(), arm.counts().ok());
        rate(out, "outputTokens", arm.outputTokensPerSecond(), arm.counts().ok());
        JsonReport.figure(out, "tokensPerChunk", arm.tokensPerChunk(), "tokens/chunk");
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

    static void queue(ObjectNode out, String arm, Surroundings around) {
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
            JsonReport.figure(node, "inScope", accuracy.inScope(), "ratio");
            JsonReport.figure(node, "outOfScopeRecall", accuracy.outOfScopeRecall(), "ratio");
            JsonReport.figure(node, "macroF1", accuracy.macroF1(), "ratio");
            node.put("judged", accuracy.judged()).put("unreadable", accuracy.unreadable());
        }
    }

    private static void entities(ObjectNode out, @Nullable EntityScores scores) {
        if (scores == null) {
            return;
        }
        ObjectNode node = out.putObject("entities");
        JsonReport.figure(node, "f1", scores.f1(), "ratio");
        JsonReport.figure(node, "precision", scores.precision(), "ratio");
        JsonReport.figure(node, "recall", scores.recall(), "ratio");
        node.put("unknownTypes", scores.unknownTypes()).put("notInText", scores.notInText());
        ObjectNode types = node.putObject("f1ByType");
        scores.f1ByType().forEach((type, f1) -> JsonReport.figure(types, type, f1, "ratio"));
    }

    private static void generated(ObjectNode out, List<GenerationScores> generated) {
        if (!generated.isEmpty()) {
            ObjectNode languages = out.putObject("generated");
            for (GenerationScores scores : generated) {
                ObjectNode node = languages.putObject(scores.language());
                JsonReport.figure(node, "distinct", scores.distinct(), "ratio");
                JsonReport.figure(node, "placed", scores.placed(), "ratio");
            }
        }
    }

    private static void retrieval(ObjectNode out, @Nullable RetrievalShares shares) {
        if (shares != null) {
            ObjectNode node = out.putObject("retrieval");
            JsonReport.figure(node, "found", shares.found(), "ratio");
            JsonReport.figure(node, "retrievalP50", shares.retrievalMedian(), "ns");
            JsonReport.figure(node, "retrievalP99", shares.retrievalP99(), "ns");
            JsonReport.figure(node, "generationP50", shares.generationMedian(), "ns");
            JsonReport.figure(node, "generationP99", shares.generationP99(), "ns");
        }
    }

    private static void clarity(ObjectNode out, @Nullable IntentSpread spread) {
        if (spread == null) {
            return;
        }
        ObjectNode node = out.putObject("clarity");
        JsonReport.figure(node, "clarity", spread.clarity(), "cosine");
        JsonReport.figure(node, "strays", spread.strays(), "ratio");
        node.put("unusable", spread.unusable());
        ArrayNode intents = node.putArray("intents");
        for (IntentSpread.Intent intent : spread.intents()) {
            ObjectNode one = intents.addObject().put("intent", intent.name());
            JsonReport.figure(one, "clarity", intent.clarity(), "cosine");
            JsonReport.figure(one, "strays", intent.strays(), "ratio");
        }
        ArrayNode contacts = node.putArray("contacts");
        for (IntentSpread.Contact contact : spread.contacts()) {
            ObjectNode pair = contacts.addObject().put("one", contact.one()).put("other", contact.other());
            JsonReport.figure(pair, "strays", contact.strays(), "ratio");
            pair.put("conflict", contact.isConflict());
        }
    }

    private static void hybrid(ObjectNode out, @Nullable HybridShares hybrid) {
        if (hybrid == null) {
            return;
        }
        ObjectNode node = out.putObject("hybrid");
        JsonReport.figure(node, "passedOn", hybrid.passedOn(), "ratio");
        node.put("requests", hybrid.requests()).put("requestsPassedOn", hybrid.requestsPassedOn());
        part(node, "first", hybrid.first());
        part(node, "then", hybrid.then());
    }

    private static void part(ObjectNode out, String name, HybridShares.@Nullable Part part) {
        if (part != null) {
            ObjectNode node = out.putObject(name);
            accuracy(node, part.accuracy());
            if (part.response() != null) {
                JsonReport.distribution(node.putObject("response"), part.response());
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
            JsonReport.figure(out, soundness.name(), json.share(soundness), "ratio");
        }
        JsonReport.figure(out, "usable", json.usable(), "ratio");
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
}
