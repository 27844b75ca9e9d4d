package dev.taximeter.summary;

import dev.taximeter.cost.ArmCost;
import dev.taximeter.cost.Capacity;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.Answer;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Embedding;
import dev.taximeter.model.EntityJudgement;
import dev.taximeter.model.Environment;
import dev.taximeter.model.Extent;
import dev.taximeter.model.GenerationJudgement;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Mixture;
import dev.taximeter.model.Objective;
import dev.taximeter.model.Order;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Passage;
import dev.taximeter.model.Phase;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.Relay;
import dev.taximeter.model.Replay;
import dev.taximeter.model.Retries;
import dev.taximeter.model.RetrievalJudgement;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.Surroundings;
import dev.taximeter.model.Sweep;
import dev.taximeter.model.Task;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.model.TruthStamp;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run made by hand. */
public final class TestRun {
    public static final long MILLI = 1_000_000;

    private final List<ArmFacts> arms = new ArrayList<>();
    private final Map<String, Cost> costs = new HashMap<>();
    private final Map<String, PriceQuote> hours = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<TruthStamp> truth = new ArrayList<>();
    private final Map<String, Long> planned = new HashMap<>();
    private final List<Objective> objectives = new ArrayList<>();
    private String id = "run";
    private MachineUse machine;
    private boolean partial;
    private boolean untilDecided;
    private @Nullable Replay replay;
    private boolean exactLength;
    private Sweep sweep;

    public TestRun objective(Objective objective) {
        objectives.add(objective);
        return this;
    }

    public TestRun id(String name) {
        id = name;
        return this;
    }

    public TestRun arm(String name, String label) {
        return arm(name, label, "openai", null);
    }

    public TestRun emulated(String name, String label) {
        return arm(name, label, "openai", "profile-of-" + name);
    }

    public TestRun emulatedBy(String name, String label, String source) {
        arms.add(new ArmFacts(name, label, "openai", "model-of-" + name, "profile", "description", source, null, 1));
        return this;
    }

    /** Emulated, mixed of {@code nlu} and {@code gpt4}. */
    public TestRun hybrid(String name, String label) {
        arms.add(new ArmFacts(
                name,
                label,
                "hybrid",
                "gpt-4",
                "profile",
                "description",
                "source",
                null,
                1,
                OptionalInt.empty(),
                null,
                OptionalLong.empty(),
                new Mixture("nlu", "gpt4", 0.6)));
        return this;
    }

    public TestRun arm(String name, String label, String vendor, String profile) {
        return arm(name, label, vendor, "model-of-" + name, profile);
    }

    public TestRun arm(String name, String label, String vendor, String model, String profile) {
        arms.add(new ArmFacts(name, label, vendor, model, profile, profile, profile, null, 1));
        return this;
    }

    public TestRun costs(String arm, String perRequest) {
        BigDecimal each = new BigDecimal(perRequest);
        LocalDate day = LocalDate.of(2023, 6, 20);
        PriceQuote quote = new PriceQuote(
                "openai", "model-1", "USD", BigDecimal.ONE, null, null, BigDecimal.TWO, null, day, day, "a list");
        costs.put(
                arm,
                new Cost.Known(
                        quote, each, each, each.multiply(BigDecimal.valueOf(1_000)), null, 1, 1, "by tokens", null));
        return this;
    }

    /** Priced by the machine-hour. */
    public TestRun onMachine(String arm, String hour) {
        LocalDate day = LocalDate.of(2023, 6, 20);
        PriceQuote quote = new PriceQuote(
                "machine", "box", "USD", null, null, null, null, new BigDecimal(hour), day, day, "a list");
        hours.put(arm, quote);
        return this;
    }

    public TestRun plannedPerArm(long requests) {
        arms.forEach(arm -> planned.put(arm.name(), requests));
        return this;
    }

    /** Every answer is to have exactly 16 output tokens, or as many as the sweep says. */
    public TestRun exactLength() {
        exactLength = true;
        return this;
    }

    public TestRun sweep(Sweep varied) {
        sweep = varied;
        return this;
    }

    public TestRun replaying(Replay earlier) {
        replay = earlier;
        return this;
    }

    /** Until decided, at most in sixteen blocks. */
    public TestRun untilDecided() {
        untilDecided = true;
        return this;
    }

    public TestRun partial() {
        partial = true;
        return this;
    }

    public TestRun machine(MachineUse use) {
        machine = use;
        return this;
    }

    public TestRun add(SampleBuilder sample) {
        samples.add(sample.build(samples.size()));
        return this;
    }

    public TestRun stamp(String requestId, long receivedNanos, long frameNanos, long doneNanos) {
        truth.add(new TruthStamp(requestId, "p", receivedNanos, ChunkTimes.of(frameNanos), doneNanos));
        return this;
    }

    /** Good samples with these response times in ms, 10 ms apart, cut into ten blocks. */
    public TestRun responses(String arm, double... millis) {
        for (int i = 0; i < millis.length; i++) {
            add(paced(arm, i, millis));
        }
        return this;
    }

    /** The same, one prompt each, of which this share is answered rightly. */
    public TestRun answered(String arm, double rightRatio, double... millis) {
        for (int i = 0; i < millis.length; i++) {
            boolean right = i * 7 % millis.length < Math.round(rightRatio * millis.length);
            add(paced(arm, i, millis).answers("p" + i, "pay", right ? "pay" : "order"));
        }
        return this;
    }

    private static SampleBuilder paced(String arm, int i, double[] millis) {
        return sample(arm)
                .block(i * 10 / millis.length)
                .intended(i * 10 * MILLI)
                .takes((long) (millis[i] * MILLI));
    }

    public List<Sample> samples() {
        return samples;
    }

    public RunSummary summary() {
        return Summaries.of(manifest(), samples, truth, machine, partial, Surroundings.NONE, this::cost);
    }

    private Cost cost(ArmFacts arm, List<Sample> measured, Supplier<Capacity> capacity) {
        PriceQuote hour = hours.get(arm.name());
        return hour == null
                ? costs.getOrDefault(arm.name(), new Cost.Unknown("no price for " + arm.name()))
                : ArmCost.of(arm, hour, null, measured, capacity);
    }

    public RunManifest manifest() {
        Load load = new Load(
                new LoadModel.Open(new Arrivals.Constant(100), 8),
                new Extent.Requests(0),
                new Extent.Requests(1),
                untilDecided,
                1,
                1,
                1,
                1,
                Order.INTERLEAVED,
                untilDecided ? 16 : 10,
                Retries.NONE);
        Environment environment = new Environment("Linux", "cpu", 2, 1, "jvm", "G1", 30);
        Instant start = Instant.parse("2026-11-22T12:00:00Z");
        return new RunManifest(
                1,
                id,
                "0",
                "test",
                "",
                "",
                "",
                42,
                Task.INTENT,
                true,
                16,
                exactLength,
                10,
                sweep,
                load,
                arms,
                planned,
                start,
                start,
                RunManifest.Status.COMPLETE,
                environment,
                Map.of(),
                Map.of(),
                replay,
                List.of(),
                objectives,
                null);
    }

    public static SampleBuilder sample(String arm) {
        return new SampleBuilder(arm);
    }

    /** One sample, good and measured unless told otherwise. */
    public static final class SampleBuilder {
        private long thereNanos = -1;
        private long boundNanos;
        private final String arm;
        private int trial;
        private int block;
        private int level;
        private Phase phase = Phase.MEASURE;
        private String prompt = "p1";
        private long intendedNanos;
        private long lagNanos;
        private long waitNanos;
        private long takesNanos = MILLI;
        private Outcome outcome = Outcome.ok(200);
        private long[] chunksAfterSent = {};
        private TokenUsage usage;
        private String requestId;
        private String model;
        private Answer answer;
        private @Nullable Relay relay;

        private SampleBuilder(String arm) {
            this.arm = arm;
        }

        public SampleBuilder trial(int number) {
            trial = number;
            return this;
        }

        public SampleBuilder level(int number) {
            level = number;
            return this;
        }

        public SampleBuilder block(int number) {
            block = number;
            return this;
        }

        public SampleBuilder warmUp() {
            phase = Phase.WARM_UP;
            return this;
        }

        public SampleBuilder intended(long nanos) {
            intendedNanos = nanos;
            return this;
        }

        public SampleBuilder lag(long nanos) {
            lagNanos = nanos;
            return this;
        }

        public SampleBuilder slotWait(long nanos) {
            waitNanos = nanos;
            return this;
        }

        /** Service time. */
        public SampleBuilder takes(long nanos) {
            takesNanos = nanos;
            return this;
        }

        public SampleBuilder fails(Outcome.Kind kind) {
            outcome = Outcome.of(kind, "");
            return this;
        }

        public SampleBuilder chunks(long... nanosAfterSent) {
            chunksAfterSent = nanosAfterSent;
            return this;
        }

        public SampleBuilder tokens(long input, long cached, long output, boolean estimated) {
            usage = new TokenUsage(input, cached, 0, output, 0, estimated);
            return this;
        }

        public SampleBuilder requestId(String id) {
            requestId = id;
            return this;
        }

        public SampleBuilder model(String name) {
            model = name;
            return this;
        }

        /** The worker received it so long after it was sent, as far as the clocks can tell. */
        public SampleBuilder received(long thereNanos, long newBoundNanos) {
            this.thereNanos = thereNanos;
            this.boundNanos = newBoundNanos;
            return this;
        }

        public SampleBuilder relayed(long firstNanos, boolean passedOn) {
            relay = new Relay(firstNanos, passedOn);
            return this;
        }

        public SampleBuilder named(String promptId, EntityJudgement judgement) {
            prompt = promptId;
            answer = new Answer(
                    null, 1, "", null, Double.NaN, judgement.exact(), null, null, judgement, null, null, null);
            return this;
        }

        public SampleBuilder generated(String promptId, GenerationJudgement judgement) {
            prompt = promptId;
            answer = new Answer(
                    null, 1, "", null, Double.NaN, judgement.complete(), "pay", null, null, judgement, null, null);
            return this;
        }

        /** Answered from passages that were retrieved in this time. */
        public SampleBuilder retrieved(String promptId, long firstNanos, boolean found, boolean right) {
            prompt = promptId;
            relay = new Relay(firstNanos, true);
            answer = new Answer(
                    null,
                    1,
                    "",
                    null,
                    Double.NaN,
                    right,
                    "seven",
                    null,
                    null,
                    null,
                    new RetrievalJudgement(3, found),
                    null);
            return this;
        }

        /** Answered with a vector. */
        public SampleBuilder embedded(String promptId, String intent, float... numbers) {
            prompt = promptId;
            Embedding vector = numbers.length == 0 ? null : Embedding.of(numbers);
            answer = new Answer(null, 1, "", null, Double.NaN, null, intent, null, null, null, null, vector);
            return this;
        }

        public SampleBuilder answers(String promptId, String expected, String label) {
            prompt = promptId;
            answer = new Answer(null, 1, "", label, Double.NaN, expected.equals(label), expected);
            return this;
        }

        private Sample build(long seq) {
            long dispatched = intendedNanos + lagNanos;
            long sent = dispatched + waitNanos;
            long[] chunks = chunksAfterSent.clone();
            for (int i = 0; i < chunks.length; i++) {
                chunks[i] += sent;
            }
            ServerFacts facts =
                    new ServerFacts(requestId, model, null, null, false, OptionalLong.empty(), OptionalLong.empty());
            Attempt attempt = new Attempt(
                    sent,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    ChunkTimes.of(chunks),
                    OptionalLong.empty(),
                    sent + takesNanos,
                    outcome,
                    usage,
                    null,
                    facts);
            if (thereNanos >= 0) {
                long received = sent + thereNanos;
                attempt = attempt.with(facts.with(new Passage(
                        OptionalLong.empty(), received, received, received, received, false, boundNanos, 1, 1)));
            }
            if (relay != null) {
                attempt = attempt.relayed(sent, relay);
            }
            return new Sample(
                    seq, trial, block, arm, phase, prompt, level, intendedNanos, dispatched, List.of(attempt), answer);
        }
    }
}
