package dev.taximeter.archive;

import dev.taximeter.model.Answer;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.ArmStop;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.ChunkSizes;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Embedding;
import dev.taximeter.model.EntityJudgement;
import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.Environment;
import dev.taximeter.model.Extent;
import dev.taximeter.model.FilterMode;
import dev.taximeter.model.GenerationJudgement;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Objective;
import dev.taximeter.model.Order;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Passage;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceRow;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.RateLimit;
import dev.taximeter.model.Relay;
import dev.taximeter.model.Retries;
import dev.taximeter.model.RetrievalJudgement;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Segment;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.ServerStage;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.Task;
import dev.taximeter.model.TokenPrices;
import dev.taximeter.model.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Runs and samples that no run would make on purpose: every field takes its extremes. */
final class RandomRuns {
    private static final List<String> TEXTS =
            List.of("", "stop", "naïve ☕ \"quoted\"\n\r\t\\", "\u0000\u001b[31m", "𝄞\u2028\u2029", "{\"a\":1}");

    private RandomRuns() {}

    /** Calls the property with many seeds; a failure names its seed. */
    static void forEachSeed(int count, Consumer<SplittableRandom> property) {
        for (long seed = 0; seed < count; seed++) {
            try {
                property.accept(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with seed " + seed, e);
            }
        }
    }

    static Sample sample(SplittableRandom random, long seq) {
        long intended = random.nextBoolean() ? random.nextLong(1L << 40) : 0;
        long dispatched = intended + random.nextLong(1_000_000);
        List<Attempt> attempts = new ArrayList<>();
        long sent = dispatched + random.nextLong(1_000);
        for (int i = random.nextInt(3); i >= 0; i--) {
            Attempt attempt = attempt(random, sent);
            attempts.add(attempt);
            sent = attempt.doneNanos();
        }
        return new Sample(
                seq,
                random.nextInt(5),
                random.nextInt(20),
                "arm-" + random.nextInt(3),
                random.nextInt(4) == 0 ? Phase.WARM_UP : Phase.MEASURE,
                "p" + random.nextInt(100),
                intended,
                dispatched,
                attempts,
                random.nextInt(4) == 0 ? null : answer(random));
    }

    static List<Sample> samples(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count).mapToObj(i -> sample(random, i)).toList();
    }

    private static Attempt attempt(SplittableRandom random, long sent) {
        long[] chunks = random.longs(random.nextInt(6), 0, 10_000_000_000L)
                .map(offset -> sent + offset)
                .sorted()
                .toArray();
        long done = LongStream.of(chunks).max().orElse(sent) + random.nextLong(1_000_000);
        Outcome.Kind[] kinds = Outcome.Kind.values();
        Attempt attempt = new Attempt(
                sent,
                maybe(random, sent),
                maybe(random, sent),
                maybe(random, Long.MAX_VALUE),
                maybe(random, done),
                ChunkTimes.of(chunks),
                random.nextBoolean() ? ChunkSizes.empty() : sizes(random, chunks.length),
                maybe(random, done),
                maybe(random, done),
                done,
                maybe(random, done + random.nextLong(1_000)),
                new Outcome(
                        random.nextBoolean() ? Outcome.Kind.OK : kinds[random.nextInt(kinds.length)],
                        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(200 + random.nextInt(400)),
                        text(random)),
                random.nextInt(4) == 0 ? null : usage(random),
                random.nextBoolean() ? null : text(random),
                random.nextBoolean() ? ServerFacts.NONE : facts(random));
        return random.nextBoolean()
                ? attempt
                : attempt.relayed(sent, new Relay(random.nextLong(1_000_000), random.nextBoolean()));
    }

    private static TokenUsage usage(SplittableRandom random) {
        long most = random.nextInt(10) == 0 ? Long.MAX_VALUE / 8 : 5_000;
        long written = random.nextLong(most);
        return new TokenUsage(
                random.nextLong(most),
                random.nextLong(most),
                written,
                random.nextBoolean() ? 0 : written / 3,
                random.nextLong(most),
                random.nextLong(most),
                random.nextBoolean(),
                random.nextBoolean());
    }

    private static ServerFacts facts(SplittableRandom random) {
        return new ServerFacts(
                text(random),
                random.nextBoolean() ? null : text(random),
                random.nextBoolean() ? null : "westeurope",
                "h2",
                random.nextBoolean(),
                maybe(random, 7),
                maybe(random, 0),
                random.nextBoolean() ? null : "fp_1",
                random.nextBoolean() ? null : text(random),
                random.nextBoolean() ? null : "priority",
                random.nextBoolean() ? null : "ptu",
                random.nextBoolean() ? null : FilterMode.ASYNCHRONOUS,
                random.nextBoolean() ? null : "TLSv1.3",
                maybe(random, 3),
                random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble()),
                maybe(random, 1_000_000_000L),
                random.nextBoolean() ? null : Boolean.valueOf(random.nextBoolean()),
                stages(random),
                limits(random),
                random.nextBoolean() ? null : passage(random));
    }

    private static Passage passage(SplittableRandom random) {
        long received = random.nextLong(1_000);
        return new Passage(
                maybe(random, 5),
                received,
                received + 1,
                received + 1 + random.nextLong(9),
                received + 20,
                random.nextBoolean(),
                random.nextLong(3),
                1 + random.nextInt(3),
                1 + random.nextInt(9));
    }

    private static Map<ServerStage, Long> stages(SplittableRandom random) {
        return Arrays.stream(ServerStage.values())
                .filter(_ -> random.nextBoolean())
                .collect(Collectors.toMap(Function.identity(), _ -> random.nextLong(1_000)));
    }

    private static List<RateLimit> limits(SplittableRandom random) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new RateLimit("tokens-" + i, maybe(random, 100), maybe(random, 7), maybe(random, 0)))
                .toList();
    }

    private static ChunkSizes sizes(SplittableRandom random, int count) {
        return ChunkSizes.of(random.ints(count, 1, 50).toArray());
    }

    private static Answer answer(SplittableRandom random) {
        return new Answer(
                null,
                random.nextInt(Integer.MAX_VALUE),
                random.nextBoolean() ? "" : "0123456789abcdef",
                random.nextBoolean() ? null : "book_table",
                random.nextBoolean() ? Double.NaN : random.nextDouble(),
                random.nextBoolean() ? null : Boolean.valueOf(random.nextBoolean()),
                random.nextBoolean() ? null : "book_table",
                null,
                random.nextBoolean() ? null : entities(random),
                random.nextBoolean() ? null : new GenerationJudgement(text(random), 5, random.nextInt(9), 3, 2),
                random.nextBoolean() ? null : new RetrievalJudgement(random.nextInt(9), random.nextBoolean()),
                random.nextBoolean() ? null : Embedding.of(new float[] {random.nextFloat(), -1}));
    }

    private static EntityJudgement entities(SplittableRandom random) {
        List<EntitySpan> spans = random.nextBoolean()
                ? List.of()
                : List.of(new EntitySpan("city", random.nextInt(9), 9), new EntitySpan("date", 10, 14));
        return new EntityJudgement(spans, List.of(), random.nextInt(3), random.nextInt(3), random.nextBoolean());
    }

    private static OptionalLong maybe(SplittableRandom random, long value) {
        return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static String text(SplittableRandom random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    static Plan plan() {
        return new Plan(
                42,
                List.of(
                        new Segment.Open(0, List.of(new PlannedRequest(0, 0, 0, Phase.WARM_UP, 0, 3))),
                        new Segment.Closed(
                                0,
                                List.of(new PlannedRequest(1, 1, 1, Phase.MEASURE, 0, 0)),
                                Long.MAX_VALUE,
                                5,
                                Long.MAX_VALUE)));
    }

    static RunManifest manifest() {
        String text = "taximeter: 1\nquestion: \"Who?\"\n";
        String sha = RunIds.sha256(text);
        Instant start = Instant.parse("2026-11-22T10:11:12.345678901Z");
        return new RunManifest(
                RunManifest.SCHEMA,
                RunIds.of(start, "quickstart", sha),
                "0.1.0",
                "quickstart",
                "Who is faster?",
                text,
                sha,
                42,
                Task.INTENT,
                true,
                16,
                false,
                30,
                null,
                new Load(
                        new LoadModel.Open(new Arrivals.Poisson(20.5), 256),
                        new Extent.Requests(20),
                        new Extent.Time(60_000_000_000L),
                        true,
                        30_000_000_000L,
                        60_000_000_000L,
                        30_000_000_000L,
                        2,
                        Order.INTERLEAVED,
                        10,
                        new Retries(2, 30_000_000_000L)),
                List.of(
                        new ArmFacts(
                                "openai",
                                "ChatGPT",
                                "openai",
                                "gpt-3.5-turbo",
                                "p",
                                "described",
                                "assumption: x",
                                null,
                                1),
                        new ArmFacts("nlu", "NLU", "nlu", "all-minilm-l6-v2-q", null, null, null, "box", 0.3)),
                Map.of("openai", 1000L),
                start,
                null,
                RunManifest.Status.RUNNING,
                new Environment("Linux 6.1 amd64", "", 2, 8_000_000_000L, "OpenJDK 25", "G1", 25),
                Map.of(
                        "openai",
                        new PriceQuote(
                                "openai",
                                "gpt-3.5-turbo",
                                "USD",
                                new BigDecimal("1.50"),
                                null,
                                new BigDecimal("0.000000001"),
                                new BigDecimal("2"),
                                null,
                                LocalDate.parse("2023-06-13"),
                                LocalDate.parse("2026-11-22"),
                                "a page"),
                        "tiered",
                        tiered()),
                Map.of("nlu", "no price for machine box"),
                null,
                List.of(new ArmStop("openai", 7, Outcome.of(Outcome.Kind.QUOTA_EXHAUSTED, 429, "pay first"))),
                List.of(new Objective.Errors("errors.ratio < 1%", 0.01)),
                null);
    }

    private static PriceQuote tiered() {
        TokenPrices dear = new TokenPrices(new BigDecimal("5"), null, null, null, new BigDecimal("22.5"), null);
        return new PriceQuote(
                "openai",
                "gpt-5.4",
                "USD",
                new BigDecimal("2.5"),
                new BigDecimal("0.25"),
                null,
                new BigDecimal("15"),
                null,
                null,
                LocalDate.parse("2026-07-24"),
                LocalDate.parse("2026-11-22"),
                "a table",
                new PriceTerms(
                        PriceTerms.Kind.FEED,
                        "eu",
                        null,
                        null,
                        new BigDecimal("0.01"),
                        null,
                        List.of(
                                new PriceRow(ServiceTier.STANDARD, new PriceRow.Band(272_000, false, true), dear),
                                new PriceRow(ServiceTier.PRIORITY, null, dear))));
    }
}
