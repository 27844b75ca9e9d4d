package dev.taximeter.cli;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunWriter;
import dev.taximeter.compare.RunVerdict;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.Answer;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Environment;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Order;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.Surroundings;
import dev.taximeter.model.Task;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Summaries;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Runs of one night each, drawn from a seed and written as real runs are: a vendor beside a control arm. */
final class SyntheticNights {
    static final String SCENARIO = "synthetic";
    static final String VENDOR = "vendor";
    static final String CONTROL = "control";

    private static final Instant FIRST = Instant.parse("2026-09-01T02:00:00Z");
    private static final long MILLI = 1_000_000;
    private static final double SIGMA = 0.3;
    private final Path runs;
    private final int requests;
    private final double weather;

    /** @param requests of either arm */
    SyntheticNights(Path runs, int requests) {
        this(runs, requests, 0.01);
    }

    /** @param weather by how much nights differ for no reason, as a standard deviation of logarithms */
    SyntheticNights(Path runs, int requests, double weather) {
        this.runs = runs;
        this.requests = requests;
        this.weather = weather;
    }

    /**
     * One night's run, with its reports.
     *
     * @param number from 0; also the seed
     * @param vendorFactor by which the vendor is slower than at first
     * @param machineFactor by which everything computed here is slower than at first
     */
    Path night(int number, double vendorFactor, double machineFactor) throws IOException {
        SplittableRandom random = new SplittableRandom(7_919L * number + 13);
        RunManifest manifest = manifest(number);
        Path folder;
        try (RunWriter writer = RunWriter.create(runs, manifest, new Plan(manifest.seed(), List.of()))) {
            samples(random, vendorFactor, machineFactor).forEach(writer::accept);
            folder = writer.close(writer.manifest()
                    .ended(manifest.startedAt().plusSeconds(60), RunManifest.Status.COMPLETE, List.of(), null));
        }
        ReportFiles.write(folder, Analysis.of(RunArchive.open(folder)), false);
        return folder;
    }

    /** The same in memory, without its reports. */
    Analysis quick(int number) {
        RunManifest manifest =
                manifest(number).ended(at(number).plusSeconds(60), RunManifest.Status.COMPLETE, List.of(), null);
        List<Sample> samples = samples(new SplittableRandom(7_919L * number + 13), 1, 1);
        RunSummary summary = Summaries.of(
                manifest,
                samples,
                List.of(),
                null,
                false,
                Surroundings.NONE,
                (_, _, _) -> new Cost.Unknown("not asked here"));
        return new Analysis(summary, new RunVerdict(List.of(), List.of("")), List.of(), samples);
    }

    private List<Sample> samples(SplittableRandom random, double vendorFactor, double machineFactor) {
        double vendor = 600 * vendorFactor * Math.exp(weather * random.nextGaussian());
        double control = 20 * machineFactor * Math.exp(weather * random.nextGaussian());
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            samples.add(sample(random, 2 * i, VENDOR, vendor, true));
            samples.add(sample(random, 2 * i + 1, CONTROL, control, false));
        }
        return samples;
    }

    /** When a night's run began. */
    static Instant at(int number) {
        return FIRST.plus(number, ChronoUnit.DAYS);
    }

    private Sample sample(SplittableRandom random, long seq, String arm, double millis, boolean streamed) {
        long intended = seq * 10 * MILLI;
        long sent = intended + 50_000;
        long takes = (long) (millis * Math.exp(SIGMA * random.nextGaussian()) * MILLI);
        ChunkTimes chunks =
                streamed ? ChunkTimes.of(sent + takes / 2, sent + takes * 3 / 4, sent + takes) : ChunkTimes.empty();
        String prompt = "p" + seq / 2 % 50;
        boolean right = random.nextDouble() < 0.9;
        Attempt attempt = new Attempt(
                sent,
                OptionalLong.empty(),
                OptionalLong.empty(),
                chunks,
                OptionalLong.empty(),
                sent + takes,
                Outcome.ok(200),
                new TokenUsage(100, 0, 0, 3, 0, false),
                "stop",
                ServerFacts.NONE);
        Answer answer = new Answer(null, 3, "", right ? "pay" : "order", Double.NaN, right, "pay");
        int block = (int) (seq * 20 / (2L * requests));
        return new Sample(
                seq, 0, block, arm, Phase.MEASURE, prompt, intended, intended + 20_000, List.of(attempt), answer);
    }

    private RunManifest manifest(int number) {
        Instant start = at(number);
        Load load = new Load(
                new LoadModel.Open(new Arrivals.Constant(100), 8),
                new Extent.Requests(0),
                new Extent.Requests(requests),
                1,
                1,
                1,
                1,
                Order.INTERLEAVED,
                20);
        LocalDate day = LocalDate.of(2026, 1, 1);
        BigDecimal price = new BigDecimal("0.15");
        PriceQuote quote =
                new PriceQuote("openai", "model-1", "USD", price, null, null, BigDecimal.ONE, null, day, day, "a list");
        return new RunManifest(
                RunManifest.SCHEMA,
                start.toString().replaceAll("[-:]", "") + "-" + SCENARIO + "-0123abcd",
                "0.1.0",
                SCENARIO,
                "",
                "taximeter: 1",
                "0123abcd",
                number,
                Task.INTENT,
                true,
                16,
                false,
                50,
                null,
                load,
                List.of(
                        new ArmFacts(VENDOR, "Vendor", "openai", "model-1", "profile", "made up", "made up", null, 1),
                        new ArmFacts(CONTROL, "Control", "nlu", "model-2", null, null, null, null, 1)),
                Map.of(VENDOR, (long) requests, CONTROL, (long) requests),
                start,
                null,
                RunManifest.Status.RUNNING,
                new Environment("Linux", "cpu", 2, 1L << 34, "jvm", "G1", 30),
                Map.of(VENDOR, quote),
                Map.of(CONTROL, "no price"),
                null,
                List.of(),
                List.of(),
                null);
    }
}
