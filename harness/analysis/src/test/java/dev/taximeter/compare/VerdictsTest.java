package dev.taximeter.compare;

import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.Outcome;
import dev.taximeter.summary.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerdictsTest {

    @Test
    void fourArmsAreAnsweredInPlainWords() throws IOException {
        TestRun run = new TestRun()
                .emulated("openai", "ChatGPT")
                .emulated("azure", "Azure ChatGPT")
                .emulated("claude", "Claude Instant")
                .arm("nlu", "Local NLU", "nlu", null)
                .costs("openai", "0.0001234")
                .costs("azure", "0.0001234")
                .costs("nlu", "0.0000001")
                .answered("openai", 0.88, lognormal(1, 400, 2_400, 0.5))
                .answered("azure", 0.88, lognormal(2, 400, 727, 0.4))
                .responses("claude", lognormal(3, 400, 2_350, 0.5))
                .answered("nlu", 0.95, lognormal(4, 400, 3, 0.3));
        for (int i = 0; i < 9; i++) {
            run.add(sample("claude").block(i).fails(Outcome.Kind.OVERLOADED));
        }
        golden("four-arms.txt", verdict(run));
    }

    @Test
    void anInferenceIsWeighedAgainstTheLocalModelInOneSentence() throws IOException {
        TestRun run = new TestRun()
                .arm("nlu", "Local NLU", "nlu", null)
                .emulated("gpt4", "GPT-4")
                .emulated("same", "Same")
                .costs("nlu", "0.00001")
                .costs("gpt4", "0.06")
                .costs("same", "0.06")
                .answered("nlu", 0.85, lognormal(4, 400, 3, 0.3))
                .answered("gpt4", 0.95, lognormal(1, 400, 900, 0.2))
                .answered("same", 0.86, lognormal(5, 400, 900, 0.2));
        golden("inference.txt", verdict(run));
    }

    @Test
    void oneArmIsDescribed() throws IOException {
        TestRun run = new TestRun()
                .arm("nlu", "Local NLU", "nlu", null)
                .costs("nlu", "0.0000001")
                .answered("nlu", 0.95, lognormal(4, 400, 3, 0.3));
        golden("one-arm.txt", verdict(run));
    }

    @Test
    void equalArmsAreNotToldApart() throws IOException {
        TestRun run = new TestRun()
                .arm("a", "A")
                .arm("b", "B")
                .answered("a", 0.9, lognormal(1, 200, 100, 0.5))
                .answered("b", 0.9, lognormal(2, 200, 100, 0.5));
        RunVerdict verdict = verdict(run);

        assertThat(verdict.comparisons().getFirst().latency()).isInstanceOf(Verdict.NoEvidence.class);
        golden("equal-arms.txt", verdict);
    }

    @Test
    void whatTheWayToTheSameModelAddsIsSaidInTime() {
        double[] direct = lognormal(1, 400, 300, 0.1);
        double[] through = lognormal(2, 400, 300, 0.1);
        for (int i = 0; i < through.length; i++) {
            through[i] += 40;
        }
        String slower = sentencesOf(direct, through);
        assertThat(slower)
                .containsPattern("With the same model, gateway adds (3[5-9]|4[0-5])(\\.\\d)? ms to direct at the"
                        + " median \\(95 % interval [0-9.]+ ms to [0-9.]+ ms, n=400\\)\\.");
        assertThat(sentencesOf(through, direct))
                .containsPattern("gateway takes (3[5-9]|4[0-5])(\\.\\d)? ms off direct");
        assertThat(sentencesOf(direct, lognormal(3, 400, 300, 0.1)))
                .contains("gateway adds no time to direct that can be shown at n=400");
    }

    private static String sentencesOf(double[] direct, double[] gateway) {
        return String.join(
                "\n",
                verdict(new TestRun()
                                .arm("direct", "direct", "openai", "m", null)
                                .arm("gateway", "gateway", "openai", "m", null)
                                .responses("direct", direct)
                                .responses("gateway", gateway))
                        .sentences());
    }

    @Test
    void armsThatDifferByATrifleAreWithinTheNoise() {
        TestRun run = new TestRun()
                .arm("a", "A")
                .arm("b", "B")
                .responses("a", lognormal(1, 1_000, 100, 0.02))
                .responses("b", lognormal(2, 1_000, 102, 0.02));
        RunVerdict verdict = verdict(run);

        assertThat(verdict.comparisons().getFirst().latency()).isInstanceOf(Verdict.WithinNoise.class);
        assertThat(verdict.sentences().getFirst()).startsWith("B and A differ by less than 5 % at the median");
    }

    @Test
    void aSlowerArmTakesLongerAndHasRegressed() {
        TestRun run = new TestRun()
                .arm("a", "A")
                .arm("b", "B")
                .responses("a", lognormal(1, 400, 100, 0.3))
                .responses("b", lognormal(2, 400, 200, 0.3));
        RunVerdict verdict = verdict(run);

        ArmComparison comparison = verdict.comparisons().getFirst();
        assertThat(comparison.latency()).isInstanceOf(Verdict.Regressed.class);
        assertThat(comparison.steadiness()).isInstanceOf(Verdict.Regressed.class);
        assertThat(comparison.p50Ratio().value()).isCloseTo(2, within(0.15));
        assertThat(comparison.p50Ratio().n()).isEqualTo(400);
        assertThat(verdict.sentences().getFirst()).startsWith("B takes ").contains(" times as long as A at the median");
    }

    @Test
    void ratiosOfCostAndAccuracyAreCandidateAgainstBaseline() {
        TestRun run = new TestRun()
                .arm("a", "A")
                .arm("b", "B")
                .costs("a", "0.002")
                .costs("b", "0.001")
                .answered("a", 0.9, lognormal(1, 200, 100, 0.3))
                .answered("b", 0.7, lognormal(2, 200, 100, 0.3));
        ArmComparison comparison = verdict(run).comparisons().getFirst();

        assertThat(comparison.costRatio()).isEqualTo(0.5);
        assertThat(comparison.accuracyDifference().value()).isCloseTo(-0.2, within(1e-9));
        assertThat(comparison.accuracyDifference().interval().high()).isNegative();
        assertThat(comparison.accuracyDifference().n()).isEqualTo(200);
    }

    @Test
    void aTailThatOneArmDoesNotHaveIsNotCompared() {
        ArmComparison comparison = verdict(new TestRun()
                        .arm("a", "A")
                        .arm("b", "B")
                        .responses("a", lognormal(1, 400, 100, 0.3))
                        .responses("b", lognormal(2, 200, 100, 0.3)))
                .comparisons()
                .getFirst();
        assertThat(comparison.p50Ratio()).isNotNull();
        assertThat(comparison.p99Ratio()).isNull();
        assertThat(comparison.ttftP50Ratio()).isNull();
    }

    @Test
    void anArmWithoutSamplesIsNotCompared() {
        RunVerdict verdict =
                verdict(new TestRun().arm("a", "A").arm("b", "B").responses("a", lognormal(1, 400, 100, 0.3)));

        ArmComparison comparison = verdict.comparisons().getFirst();
        assertThat(comparison.p50Ratio()).isNull();
        assertThat(comparison.accuracyDifference()).isNull();
        assertThat(comparison.costRatio()).isNull();
        assertThat(comparison.latency()).isInstanceOf(Verdict.NoEvidence.class);
        assertThat(verdict.sentences())
                .containsExactly("Whether B is faster than A cannot be told from 0 and 400 good answers.");
    }

    @Test
    void anInvalidRunDecidesNothing() {
        RunVerdict verdict = verdict(new TestRun().arm("a", "A").arm("b", "B"));

        assertThat(verdict.sentences())
                .containsExactly("This run is invalid and decides nothing: no request was measured.");
        assertThat(verdict.comparisons().getFirst().latency())
                .isEqualTo(new Verdict.NotComparable(List.of("no request was measured")));
    }

    @Test
    void equalArmsAreRarelyCalledDifferentAndTenPercentIsFound() {
        int falseAlarms = 0;
        int found = 0;
        int seeds = 40;
        for (int seed = 0; seed < seeds; seed++) {
            TestRun run = new TestRun()
                    .arm("a", "A")
                    .arm("same", "Same")
                    .arm("slower", "Slower")
                    .responses("a", lognormal(seed, 1_000, 100, 0.15))
                    .responses("same", lognormal(1_000 + seed, 1_000, 100, 0.15))
                    .responses("slower", lognormal(2_000 + seed, 1_000, 110, 0.15));
            List<ArmComparison> comparisons = verdict(run).comparisons();
            falseAlarms += decided(comparisons.get(0)) ? 1 : 0;
            found += comparisons.get(1).latency() instanceof Verdict.Regressed ? 1 : 0;
        }
        assertThat(falseAlarms).isLessThanOrEqualTo(seeds / 20);
        assertThat(found).isGreaterThanOrEqualTo(seeds * 9 / 10);
    }

    private static boolean decided(ArmComparison comparison) {
        return comparison.latency() instanceof Verdict.Improved || comparison.latency() instanceof Verdict.Regressed;
    }

    private static RunVerdict verdict(TestRun run) {
        return Verdicts.of(run.summary(), run.samples());
    }

    private static double[] lognormal(long seed, int n, double median, double sigma) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = median * Math.exp(sigma * random.nextGaussian());
        }
        return values;
    }

    private static void golden(String name, RunVerdict verdict) throws IOException {
        Path file = Path.of("src/test/resources/golden/compare", name);
        String actual = String.join("\n", verdict.sentences()) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file));
    }
}
