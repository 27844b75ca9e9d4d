package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.ArmStop;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Budget;
import dev.taximeter.model.Environment;
import dev.taximeter.model.Extent;
import dev.taximeter.model.FakePubSub;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Order;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.Spending;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Validity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sentences and pairs of words that all formats share. One line each, harmless for terminals, not escaped. */
final class Facts {
    private static final int MOST_WORDS = 5;

    private Facts() {}

    /** Something and what it is. */
    record Fact(String name, String value) {}

    /** What to know first when figures are an emulator's; empty when none is. */
    static String emulation(RunSummary summary) {
        List<ArmFacts> emulated =
                summary.manifest().arms().stream().filter(ArmFacts::emulated).toList();
        return Stream.of(
                        played(emulated.stream()
                                .filter(arm -> !throughAFake(arm))
                                .toList()),
                        throughAFake(
                                emulated.stream().filter(Facts::throughAFake).toList()))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static boolean throughAFake(ArmFacts arm) {
        return FakePubSub.STAND_IN.name().equals(arm.profile());
    }

    private static String played(List<ArmFacts> arms) {
        boolean one = arms.size() == 1;
        return arms.isEmpty()
                ? ""
                : labels(arms) + (one ? " was" : " were")
                        + " played by an emulator on this machine: times, errors and accuracy are those of a profile,"
                        + " whose source the report names. No vendor was called for " + (one ? "it." : "them.");
    }

    private static String throughAFake(List<ArmFacts> arms) {
        return arms.isEmpty()
                ? ""
                : labels(arms) + (arms.size() == 1 ? " was" : " were")
                        + " asked through a fake Pub/Sub on this machine: model and answers are real, and so is"
                        + " Google's client; the server's times are made up by the scenario, and none is Google's.";
    }

    private static String labels(List<ArmFacts> arms) {
        return String.join(
                ", ", arms.stream().map(arm -> Untrusted.line(arm.label())).toList());
    }

    /** Why the figures may not be trusted, or that they may; one line a reason. */
    static List<String> validity(RunSummary summary) {
        List<String> lines = new ArrayList<>();
        if (summary.partial()) {
            lines.add("PARTIAL: the plan was not played to its end; these are the figures of what was measured.");
        }
        summary.manifest().stops().forEach(stop -> lines.add(stopped(summary, stop)));
        switch (summary.validity()) {
            case Validity.Valid valid -> {}
            case Validity.Invalid invalid ->
                invalid.reasons().forEach(reason -> lines.add("INVALID: " + Untrusted.line(reason)));
        }
        return lines;
    }

    private static String stopped(RunSummary summary, ArmStop stop) {
        String label = summary.manifest().arms().stream()
                .filter(arm -> arm.name().equals(stop.arm()))
                .map(ArmLook::label)
                .findFirst()
                .orElseGet(() -> Untrusted.line(stop.arm()));
        String words = Untrusted.line(stop.outcome().detail());
        if (stop.outcome().kind() == Outcome.Kind.NOT_SENT) {
            return "STOPPED: %s after %s: %s".formatted(label, Numbers.duration(stop.atNanos()), words);
        }
        return "STOPPED: %s after %s, because no further request could succeed: %s%s"
                .formatted(
                        label,
                        Numbers.duration(stop.atNanos()),
                        stop.outcome().kind().label(),
                        words.isEmpty() ? "." : ". The server said: " + words);
    }

    static String load(Load load) {
        String offered = switch (load.model()) {
            case LoadModel.Open open -> {
                String arrivals = switch (open.arrivals()) {
                    case Arrivals.Poisson poisson -> "Poisson";
                    case Arrivals.Constant constant -> "constant";
                };
                yield "open loop, %s/s per arm, %s arrivals, at most %s in flight"
                        .formatted(
                                Numbers.number(open.arrivals().perSecond()),
                                arrivals,
                                Numbers.count(open.maxInFlight()));
            }
            case LoadModel.Closed closed ->
                "closed loop, %s users per arm, think time %s"
                        .formatted(
                                Numbers.count(closed.users()),
                                closed.thinkNanos() == 0 ? "0" : Numbers.duration(closed.thinkNanos()));
        };
        String order = load.order() == Order.INTERLEAVED
                ? "arms interleaved in " + Numbers.count(load.blocks()) + " randomised blocks"
                : "arms side by side";
        return offered + "; " + order;
    }

    /** How long is measured, and what ends it. */
    static String measured(Load load) {
        return (load.untilDecided() ? "until decided, at most " : "") + extent(load.measure());
    }

    static String extent(Extent extent) {
        return switch (extent) {
            case Extent.Requests requests -> Numbers.count(requests.count()) + " requests";
            case Extent.Time time -> time.nanos() == 0 ? "none" : Numbers.duration(time.nanos());
        };
    }

    static List<Fact> run(RunSummary summary) {
        RunManifest m = summary.manifest();
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("run", Untrusted.line(m.id())),
                new Fact("scenario", Untrusted.line(m.scenario())),
                new Fact("started", m.startedAt().toString()),
                new Fact(
                        "task",
                        m.task().name().toLowerCase(Locale.ROOT)
                                + (m.stream() ? ", streamed" : ", not streamed") + ", at most "
                                + Numbers.count(m.maxOutputTokens()) + " output tokens"),
                new Fact("prompts", Numbers.count(m.distinctPrompts()) + " distinct"),
                new Fact("load", load(m.load())),
                new Fact(
                        "warm-up, measured",
                        extent(m.load().warmUp()) + ", " + measured(m.load()) + " per arm and trial"),
                new Fact("trials", Numbers.count(m.load().trials())),
                new Fact("seed", Long.toString(m.seed())),
                new Fact("scenario SHA-256", m.scenarioSha256())));
        Spending spending = m.spending();
        if (spending != null) {
            facts.add(new Fact("budget", spent(spending)));
        }
        return facts;
    }

    private static String spent(Spending spending) {
        Budget budget = spending.budget();
        String sum = Numbers.money(spending.spent(), budget.currency());
        String of = Numbers.money(budget.limit(), budget.currency());
        String assumed = spending.assumedCalls() == 0
                ? ""
                : "; %s calls whose cost is not known count with the most that they can have cost"
                        .formatted(Numbers.count(spending.assumedCalls()));
        String waited = spending.waitedCalls() == 0
                ? ""
                : "; %s calls waited until open ones gave money back, and their response times hold that wait"
                        .formatted(Numbers.count(spending.waitedCalls()));
        return spending.rehearsed()
                ? "a rehearsal: the emulated vendors would have asked %s of %s%s%s".formatted(sum, of, assumed, waited)
                : "%s of %s spent, warm-up and retries included%s%s".formatted(sum, of, assumed, waited);
    }

    static List<Fact> environment(RunSummary summary) {
        Environment e = summary.manifest().environment();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("system", Untrusted.line(e.os())));
        facts.add(new Fact("processor", e.cpu().isEmpty() ? "unknown" : Untrusted.line(e.cpu())));
        facts.add(new Fact("cores, memory", Numbers.count(e.cores()) + ", " + Numbers.bytes(e.memoryBytes())));
        facts.add(new Fact("JVM", Untrusted.line(e.jvm()) + ", collector " + Untrusted.line(e.collector())));
        facts.add(new Fact("clock resolution", e.clockResolutionNanos() + Numbers.THIN + "ns"));
        facts.add(new Fact("Taximeter", Untrusted.line(summary.manifest().toolVersion())));
        return facts;
    }

    static List<Fact> instrument(RunSummary summary) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "dispatch lag (ours)", distribution(summary.instrument().dispatchLag())));
        facts.add(new Fact(
                "slot wait and preparation", distribution(summary.instrument().slotWait())));
        facts.addAll(FaultFacts.of(summary));
        MachineUse use = summary.instrument().machine();
        if (use != null) {
            facts.add(new Fact(
                    "processor time",
                    "harness " + share(use.ownCpuRatio()) + ", emulator " + share(use.emulatorCpuRatio()) + ", others "
                            + share(use.foreignCpuRatio())));
            facts.add(new Fact(
                    "collector pauses",
                    use.gcPauses() == 0
                            ? "none"
                            : "%s, %s in all, longest %s"
                                    .formatted(
                                            Numbers.count(use.gcPauses()),
                                            Numbers.duration(use.gcPauseNanos()),
                                            Numbers.duration(use.gcLongestPauseNanos()))));
        }
        return facts;
    }

    private static String share(double ratio) {
        return Double.isNaN(ratio) ? "unknown" : Numbers.percent(ratio);
    }

    private static String distribution(@Nullable Distribution d) {
        if (d == null) {
            return "none";
        }
        var p50 = d.percentiles().get(Percentile.P50);
        var p99 = d.percentiles().get(Percentile.P99);
        return (p50 == null ? "" : "p50 " + Numbers.duration(p50.value()) + ", ")
                + (p99 == null ? "" : "p99 " + Numbers.duration(p99.value()) + ", ")
                + "max " + Numbers.duration(d.maxNanos()) + ", n " + Numbers.count(d.n());
    }

    /** One fact an arm: what its servers and connections said of themselves, with how often. */
    static List<Fact> servers(RunSummary summary) {
        List<Fact> facts = new ArrayList<>();
        for (ArmSummary arm : summary.arms()) {
            List<String> parts = new ArrayList<>();
            arm.words().byName().forEach((name, words) -> parts.add(name + " " + counted(words)));
            connections(parts, arm);
            Map<String, String> broker =
                    summary.surroundings().brokers().getOrDefault(arm.arm().name(), Map.of());
            broker.forEach((name, value) ->
                    parts.add(Untrusted.line(name) + " " + (value.isEmpty() ? "none" : Untrusted.line(value))));
            arm.words().cachedInputRatio().ifPresent(ratio -> parts.add("input from cache " + Numbers.percent(ratio)));
            if (!arm.words().lowestRemaining().isEmpty()) {
                parts.add("least left of a limit: " + counted(arm.words().lowestRemaining()));
            }
            if (!parts.isEmpty()) {
                facts.add(new Fact(ArmLook.label(arm.arm()), String.join("; ", parts)));
            }
        }
        return facts;
    }

    private static void connections(List<String> parts, ArmSummary arm) {
        long opened = arm.words().newConnections();
        if (opened + arm.words().reusedConnections() > 0) {
            var connect = arm.percentile(Metric.CONNECT, Percentile.P50);
            parts.add("connections " + Numbers.count(opened) + " new"
                    + (connect == null ? "" : " (p50 " + Numbers.duration(connect.value()) + ")") + ", "
                    + Numbers.count(arm.words().reusedConnections()) + " reused");
        }
    }

    /** The commonest first, at most five. */
    private static String counted(Map<String, Long> words) {
        String listed = words.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_WORDS)
                .map(word -> Untrusted.line(word.getKey()) + " (" + Numbers.count(word.getValue()) + ")")
                .collect(Collectors.joining(", "));
        return words.size() <= MOST_WORDS ? listed : listed + " and " + (words.size() - MOST_WORDS) + " more";
    }

    /** One fact an arm: the price, its date and its source; or why there is none. */
    static List<Fact> prices(RunSummary summary) {
        List<Fact> facts = new ArrayList<>();
        for (ArmFacts arm : summary.manifest().arms()) {
            PriceQuote quote = summary.manifest().prices().get(arm.name());
            String problem = summary.manifest().priceProblems().getOrDefault(arm.name(), "none was asked for");
            facts.add(new Fact(
                    ArmLook.label(arm), quote == null ? "no price: " + Untrusted.line(problem) : price(quote)));
        }
        return facts;
    }

    private static String price(PriceQuote q) {
        List<String> parts = new ArrayList<>();
        part(parts, "input ", q.inputPerMillion(), q.currency());
        part(parts, "cached input ", q.cacheReadPerMillion(), q.currency());
        part(parts, "cache writing ", q.cacheWritePerMillion(), q.currency());
        part(parts, "output ", q.outputPerMillion(), q.currency());
        part(parts, "thoughts ", q.terms().reasoningPerMillion(), q.currency());
        String tokens = parts.isEmpty() ? "" : String.join(", ", parts) + " per 1M tokens; ";
        BigDecimal hour = q.machineHour();
        String machine = hour == null ? "" : Numbers.money(hour, q.currency()) + " a machine-hour; ";
        return Untrusted.line(q.vendor() + " " + q.model() + ": ") + tokens + machine + more(q) + "from "
                + q.effectiveFrom() + ", read " + q.retrievedAt() + ", " + Untrusted.line(q.source());
    }

    /** What the price has beside its standard tier, and whether it is the user's own. */
    private static String more(PriceQuote q) {
        PriceTerms terms = q.terms();
        String rows = terms.rows().stream()
                .map(row -> row.tier() == ServiceTier.STANDARD
                        ? "long inputs"
                        : row.tier().id())
                .distinct()
                .collect(Collectors.joining(", "));
        return (terms.perRequest() == null ? "" : Numbers.money(terms.perRequest(), q.currency()) + " a request; ")
                + (terms.region() == null ? "" : "in " + Untrusted.line(terms.region()) + "; ")
                + (rows.isEmpty() ? "" : "other prices for " + rows + "; ")
                + (terms.kind() == PriceTerms.Kind.USER ? "your own price, not a list price; " : "");
    }

    private static void part(List<String> parts, String name, @Nullable BigDecimal amount, String currency) {
        if (amount != null) {
            parts.add(name + Numbers.money(amount, currency));
        }
    }

    /** One fact an emulated arm: the profile that played it and where its figures come from. */
    static List<Fact> profiles(RunSummary summary) {
        List<Fact> facts = new ArrayList<>();
        for (ArmFacts arm : summary.manifest().arms()) {
            String description = arm.profileDescription();
            String source = arm.profileSource();
            if (description != null && source != null) {
                facts.add(new Fact(
                        ArmLook.label(arm), Untrusted.line(description) + ". Figures: " + Untrusted.line(source)));
            }
        }
        return facts;
    }
}
