package dev.taximeter.chart;

import dev.taximeter.compare.RunVerdict;
import dev.taximeter.cost.Capacity;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Environment;
import dev.taximeter.model.Extent;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.JsonRepair;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Order;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Soundness;
import dev.taximeter.model.Task;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Accuracy;
import dev.taximeter.summary.ArmSeries;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Counts;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.FailedCase;
import dev.taximeter.summary.FaultCount;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.InstrumentError;
import dev.taximeter.summary.JsonShares;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.ServerWords;
import dev.taximeter.summary.TruthAgreement;
import dev.taximeter.summary.Validity;
import dev.taximeter.summary.Warning;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A run made by hand: four arms, 1,000 requests each, drawn from a seed. */
public final class Example {
    private static final int N = 1000;
    private static final double MS = 1e6;

    private final Random random = new Random(42);
    private final List<ArmSeries> series = new ArrayList<>();
    private final List<ArmSummary> arms = new ArrayList<>();
    private String hostile = "";
    private boolean json;
    private boolean tuned;
    private boolean streamed = true;
    private boolean priceless;
    private List<Warning> warnings = warnings();
    private Validity validity = new Validity.Valid();

    private Example() {}

    /** The run as it should be. */
    public static Example run() {
        Example example = new Example();
        example.build();
        return example;
    }

    /** The same with this text wherever a stranger's text can be. */
    public static Example hostile(String text) {
        Example example = new Example();
        example.hostile = text;
        example.json = true;
        example.validity = new Validity.Invalid(List.of("reason " + text));
        example.warnings = List.of(new Warning(Warning.Kind.ERRORS, "openai", "cause " + text, "next " + text));
        example.build();
        return example;
    }

    /** The same, the first arm fine-tuned by 250,000 tokens at 8 USD a million: 2 USD. */
    public static Example tuned() {
        Example example = new Example();
        example.tuned = true;
        example.build();
        return example;
    }

    /** The same of answers that had to be JSON. */
    public static Example json() {
        Example example = new Example();
        example.json = true;
        example.build();
        return example;
    }

    /** The same without streaming, and without any price. */
    public static Example bare() {
        Example example = new Example();
        example.streamed = false;
        example.priceless = true;
        example.warnings = List.of();
        example.build();
        return example;
    }

    public List<ArmSeries> series() {
        return series;
    }

    public RunVerdict verdict() {
        return new RunVerdict(
                List.of(),
                List.of(
                        "Azure ChatGPT (EMULATED) answered 3.31 times as fast as ChatGPT (EMULATED) at the median"
                                + " [3.18 … 3.45], and its standard deviation was 0.39 of it." + hostile,
                        "Claude Instant (EMULATED) cost 1.21 times as much as ChatGPT (EMULATED) and was as accurate"
                                + " within the noise.",
                        "Local NLU answered in 5.1 ms at the median and cost 0.00012 of ChatGPT (EMULATED) per request;"
                                + " it was 5.2 points more accurate [3.1 … 7.4]."));
    }

    public RunSummary summary() {
        Map<String, PriceQuote> prices = new java.util.LinkedHashMap<>();
        for (ArmSummary arm : arms) {
            if (arm.cost() instanceof Cost.Known known) {
                prices.put(arm.arm().name(), known.quote());
            }
        }
        RunManifest manifest = new RunManifest(
                1,
                "20261122T221500Z-quickstart-1f2e3d4c",
                "0.1.0",
                "quickstart" + hostile,
                "Is Azure’s ChatGPT faster and steadier than OpenAI’s, and what does a local model change?" + hostile,
                "taximeter: 1\nquestion: Is Azure’s ChatGPT faster?\narms:\n  openai: { provider: openai }\n" + hostile,
                "1f2e3d4c5b6a79880123456789abcdef0123456789abcdef0123456789abcdef",
                42,
                Task.INTENT,
                streamed,
                16,
                false,
                180,
                null,
                new Load(
                        new LoadModel.Open(new Arrivals.Poisson(30), 256),
                        new Extent.Requests(20),
                        new Extent.Requests(N),
                        30_000_000_000L,
                        60_000_000_000L,
                        30_000_000_000L,
                        1,
                        Order.SIDE_BY_SIDE,
                        1),
                arms.stream().map(ArmSummary::arm).toList(),
                Map.of("openai", 1000L, "azure", 1000L, "claude", 1000L, "nlu", 1000L),
                Instant.parse("2026-11-22T22:15:00Z"),
                Instant.parse("2026-11-22T22:15:36Z"),
                RunManifest.Status.COMPLETE,
                new Environment(
                        "Linux 6.1 amd64" + hostile,
                        "Example CPU @ 2.5 GHz",
                        2,
                        8_589_934_592L,
                        "OpenJDK 25.0.3+9 (Temurin)",
                        "G1",
                        25),
                prices,
                priceless ? Map.of("openai", "no price on that day" + hostile) : Map.of(),
                null,
                List.of(),
                List.of(),
                null);
        return new RunSummary(manifest, false, arms, instrument(), validity, null, warnings);
    }

    private void build() {
        arm("openai", "ChatGPT", "openai", "gpt-3.5-turbo", true, 2760, 0.36, 0.881, "0.7485", 8);
        arm("azure", "Azure ChatGPT", "azure-openai", "gpt-35-turbo", true, 835, 0.30, 0.884, "0.9980", 3);
        arm("claude", "Claude Instant", "anthropic", "claude-instant-1", true, 1240, 0.28, 0.868, "0.9041", 0);
        arm("nlu", "Local NLU", "nlu", "all-minilm-l6-v2-q", false, 5.1, 0.22, 0.933, "0.0000887", 0);
    }

    private void arm(
            String name,
            String label,
            String vendor,
            String model,
            boolean emulated,
            double medianMs,
            double sigma,
            double accuracy,
            String perThousand,
            int errors) {
        ArmFacts facts = new ArmFacts(
                name,
                label + hostile,
                vendor,
                model + hostile,
                emulated ? vendor + "-2023-06" : null,
                emulated ? label + ", June 2023" + hostile : null,
                emulated ? "published measurements of June 2023, n = 20" + hostile : null,
                emulated ? null : "aws-c7i.large",
                emulated ? 1 : 0.3,
                OptionalInt.empty(),
                null,
                tuned && name.equals("openai") ? OptionalLong.of(250_000) : OptionalLong.empty(),
                null);
        List<ArmSeries.Point> points = new ArrayList<>();
        List<Long> good = new ArrayList<>();
        double at = 1e9;
        for (int i = 0; i < N; i++) {
            at += -StrictMath.log(1 - random.nextDouble()) / 30 * 1e9;
            double value = medianMs * MS * StrictMath.exp(sigma * random.nextGaussian());
            if (emulated && random.nextInt(100) == 0) {
                value += 4000 * MS;
            }
            boolean ok = errors == 0 || i % (N / errors) != 17;
            points.add(new ArmSeries.Point((long) at, (long) value, ok));
            if (ok) {
                good.add((long) value);
            }
        }
        good.sort(null);
        List<Long> ttft = emulated && streamed ? scaled(good, 0.7) : List.of();
        series.add(new ArmSeries(name, good, ttft, points));
        Map<Metric, Distribution> distributions = new EnumMap<>(Metric.class);
        distributions.put(Metric.RESPONSE, distribution(Metric.RESPONSE, good, errors));
        distributions.put(Metric.SERVICE, distribution(Metric.SERVICE, scaled(good, 0.999), errors));
        if (!ttft.isEmpty()) {
            distributions.put(Metric.TTFT, distribution(Metric.TTFT, ttft, errors));
            double chunks = name.equals("azure") ? 0.00003 : 0.03; // bursts, or a steady flow
            distributions.put(Metric.INTER_CHUNK, distribution(Metric.INTER_CHUNK, scaled(good, chunks), errors));
            distributions.put(Metric.TPOT, distribution(Metric.TPOT, scaled(good, 0.9 * chunks), errors));
        }
        Map<Outcome.Kind, Long> failed =
                errors == 0 ? Map.of() : Map.of(Outcome.Kind.RATE_LIMITED, errors - 2L, Outcome.Kind.SERVER_ERROR, 2L);
        arms.add(new ArmSummary(
                facts,
                new Counts(N, N - errors, failed, 0),
                distributions,
                (N - errors) / 34.2,
                emulated ? 104.3 : null,
                ttft.isEmpty() ? null : new Figure(name.equals("azure") ? 1.9 : 1, null, 40L * N),
                new Accuracy(
                        new Figure(accuracy, new Interval(accuracy - 0.031, accuracy + 0.027, 0.95), 160),
                        new Figure(0.65, new Interval(0.41, 0.84, 0.95), 20),
                        N - errors,
                        emulated ? 4 : 0),
                json ? shares() : null,
                null,
                List.of(),
                null,
                null,
                null,
                cost(name, vendor, model, new BigDecimal(perThousand), emulated, accuracy),
                ServerWords.NONE));
    }

    private Cost cost(
            String name, String vendor, String model, BigDecimal perThousand, boolean emulated, double accuracy) {
        if (priceless || name.equals("claude") && !hostile.isEmpty()) {
            return new Cost.Unknown("no price for " + model + " on 2023-06-20" + hostile);
        }
        PriceQuote quote = new PriceQuote(
                emulated ? vendor : "machine",
                emulated ? model : "aws-c7i.large",
                "USD",
                emulated ? new BigDecimal("1.5") : null,
                null,
                null,
                emulated ? new BigDecimal("2.0") : null,
                tuned && emulated ? new BigDecimal("8") : null,
                emulated ? null : new BigDecimal("0.08925"),
                LocalDate.of(2023, 6, 13),
                LocalDate.of(2026, 11, 22),
                "https://example.org/prices, 13 June 2023" + hostile);
        BigDecimal perRequest = perThousand.movePointLeft(3);
        return new Cost.Known(
                quote,
                perThousand,
                perRequest,
                perThousand,
                perRequest.divide(BigDecimal.valueOf(accuracy), MathContext.DECIMAL64),
                emulated ? 480_000 : 0,
                emulated ? 5_000 : 0,
                emulated ? "list price per token" : "0.08925 USD a machine-hour at 30 % utilisation" + hostile,
                emulated ? null : takes(perRequest));
    }

    /** What makes a request cost this much at 30 % of the machine. */
    private static Capacity.Measured takes(BigDecimal perRequest) {
        BigDecimal perSecond =
                new BigDecimal("0.08925").divide(new BigDecimal("1080").multiply(perRequest), MathContext.DECIMAL64);
        return new Capacity.Measured(perSecond, N, Capacity.Basis.BUSY_TIME, null);
    }

    private static InstrumentError instrument() {
        List<Long> lag = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 4 * N; i++) {
            lag.add((long) (18_000 * StrictMath.exp(0.8 * random.nextGaussian())));
        }
        lag.sort(null);
        return new InstrumentError(
                distribution(Metric.DISPATCH_LAG, lag, 0),
                null,
                List.of(
                        new TruthAgreement(
                                "openai", 992, 0, 0.21 * MS, 0.9 * MS, 1.9 * MS, 0.23 * MS, 1.1 * MS, 2.4 * MS),
                        new TruthAgreement(
                                "azure", 997, 0, 0.20 * MS, 0.8 * MS, 1.4 * MS, 0.22 * MS, 1.0 * MS, 1.8 * MS),
                        new TruthAgreement(
                                "claude", 1000, 0, Double.NaN, Double.NaN, Double.NaN, 0.24 * MS, 1.2 * MS, 2.2 * MS)),
                List.of(
                        new FaultCount(
                                "openai",
                                InjectedFault.RATE_LIMITED,
                                Outcome.Kind.RATE_LIMITED,
                                Outcome.Kind.RATE_LIMITED,
                                6),
                        new FaultCount(
                                "openai",
                                InjectedFault.SERVER_ERROR,
                                Outcome.Kind.SERVER_ERROR,
                                Outcome.Kind.OVERLOADED,
                                2)),
                new MachineUse(0.31, 0.12, 0.02, 14, 61_000_000L, 9_000_000L));
    }

    private static List<Warning> warnings() {
        return List.of(
                new Warning(
                        Warning.Kind.ERRORS,
                        "openai",
                        "8 of 1 000 requests failed: 6 rate limited, 2 server error.",
                        "Lower the rate, or ask the vendor for a higher limit."),
                new Warning(
                        Warning.Kind.CHUNKS_ARE_NOT_TOKENS,
                        "azure",
                        "A chunk held 7.4 tokens in the mean, so inter-chunk gaps are not per token.",
                        "Compare TPOT instead."));
    }

    private static List<Long> scaled(List<Long> values, double factor) {
        return values.stream().map(v -> (long) (v * factor)).toList();
    }

    private static Distribution distribution(Metric metric, List<Long> sorted, long overflow) {
        int n = sorted.size();
        double mean = sorted.stream().mapToLong(v -> v).average().orElseThrow();
        double squares =
                sorted.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double sd = StrictMath.sqrt(squares / (n - 1));
        double half = 1.96 * sd / StrictMath.sqrt(n);
        Map<Percentile, Figure> percentiles = new EnumMap<>(Percentile.class);
        for (Percentile p : Percentile.values()) {
            Interval interval = interval(sorted, p.probability());
            if (interval != null) {
                int rank = (int) Math.ceil(n * p.probability() - 1e-9);
                percentiles.put(p, new Figure(sorted.get(rank - 1), interval, n));
            }
        }
        return new Distribution(
                metric,
                n,
                n * 0.93,
                new Figure(mean, new Interval(mean - half, mean + half, 0.95), n),
                new Figure(sd, null, n),
                sorted.getFirst(),
                sorted.getLast(),
                percentiles,
                overflow);
    }

    private static @Nullable Interval interval(List<Long> sorted, double p) {
        int n = sorted.size();
        double half = 1.96 * StrictMath.sqrt(n * p * (1 - p));
        int low = (int) Math.floor(n * p - half);
        int high = (int) Math.ceil(n * p + half) + 1;
        return low < 1 || high > n ? null : new Interval(sorted.get(low - 1), sorted.get(high - 1), 0.95);
    }

    /** Half valid, a quarter repaired, the rest lost; somebody else's words wherever they can be. */
    private JsonShares shares() {
        Interval interval = new Interval(0.2, 0.8, 0.95);
        FailedCase failed = new FailedCase(
                "b07" + hostile,
                2,
                3,
                "{\"city\":\"Oslo\"}" + hostile,
                hostile.isEmpty() ? null : hostile,
                "not JSON" + hostile);
        return new JsonShares(
                Map.of(
                        Soundness.VALID, new Figure(0.5, interval, 80),
                        Soundness.REPAIRED, new Figure(0.25, interval, 80),
                        Soundness.WRONG_SCHEMA, new Figure(0.125, interval, 80),
                        Soundness.NOT_JSON, new Figure(0.125, interval, 80)),
                new Figure(0.75, interval, 80),
                Map.of(
                        Soundness.VALID, 80L,
                        Soundness.REPAIRED, 40L,
                        Soundness.WRONG_SCHEMA, 20L,
                        Soundness.NOT_JSON, 20L),
                Map.of(JsonRepair.FENCES, 30L, JsonRepair.TRAILING_COMMAS, 12L),
                70,
                List.of(failed),
                1);
    }
}
