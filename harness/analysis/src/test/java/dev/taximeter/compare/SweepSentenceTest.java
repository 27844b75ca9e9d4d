package dev.taximeter.compare;

import static dev.taximeter.summary.TestRun.MILLI;
import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Outcome;
import dev.taximeter.model.Sweep;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.TestRun;
import dev.taximeter.summary.Warning;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepSentenceTest {
    private static final Sweep LENGTHS = new Sweep(Sweep.Quantity.INPUT_TOKENS, List.of(1_000.0, 2_000.0, 4_000.0));

    @Test
    void theSlopesOfAllArmsAreTheFirstSentence() {
        TestRun run = new TestRun().arm("a", "A").arm("b", "B").sweep(LENGTHS);
        for (int i = 0; i < 60; i++) {
            int thousands = (int) (LENGTHS.values().get(i % 3) / 1_000);
            long noise = i % 7;
            run.add(request("a", i, (50 + 38L * thousands) * MILLI + noise));
            run.add(request("b", i, (50 + 12L * thousands) * MILLI + noise));
        }
        RunSummary summary = run.summary();
        assertThat(Verdicts.of(summary, run.samples()).sentences())
                .first()
                .isEqualTo("Each 1,000 more input tokens add 38 ms [38 ms … 38 ms] to the time to first token of A, and"
                        + " 12 ms [12 ms … 12 ms] to the time to first token of B (95 % intervals).");
        assertThat(summary.sweep().of("a").orElseThrow().levels())
                .extracting(level -> level.counts().sent())
                .containsExactly(20L, 20L, 20L);
    }

    @Test
    void whereNoLineIsHonestBothEndsAreSaid() {
        TestRun run = new TestRun().arm("a", "A").sweep(new Sweep(Sweep.Quantity.RATE, List.of(5.0, 50.0)));
        for (int i = 0; i < 60; i++) {
            run.add(sample("a").block(i / 6).level(i % 2).takes((i % 2 == 0 ? 100 : 900) * MILLI));
        }
        assertThat(Verdicts.of(run.summary(), run.samples()).sentences())
                .first()
                .asString()
                .startsWith("From 5 to 50 requests a second the median of the response time of A goes from 100 ms");
    }

    @Test
    void turnsThatWereNotSentAreCountedApartAndWarnedOf() {
        TestRun run = new TestRun().arm("a", "A").sweep(Sweep.turns(2));
        for (int i = 0; i < 500; i++) {
            run.add(sample("a").level(i % 2).takes(100 * MILLI));
        }
        for (int i = 0; i < 3; i++) {
            run.add(sample("a").level(1).fails(Outcome.Kind.NOT_SENT));
        }
        RunSummary summary = run.summary();
        assertThat(summary.arms().getFirst().counts().notSent()).isEqualTo(3);
        assertThat(summary.arms().getFirst().counts().errors()).isZero();
        assertThat(causes(summary, Warning.Kind.CONVERSATIONS_CUT))
                .containsExactly(
                        "3 requests were never sent: an earlier turn of their conversation had failed, or the arm was"
                                + " stopped.");
    }

    @Test
    void answersOfAnotherLengthThanAskedForAreWarnedOf() {
        TestRun run = new TestRun().arm("a", "A").exactLength();
        for (int i = 0; i < 500; i++) {
            run.add(sample("a").takes(100 * MILLI).tokens(10, 0, i < 4 ? 15 : 16, false));
        }
        assertThat(causes(run.summary(), Warning.Kind.LENGTH_NOT_KEPT))
                .containsExactly("4 of 500 answers did not have exactly as many output tokens as was asked for.");
    }

    private static TestRun.SampleBuilder request(String arm, int i, long ttftNanos) {
        return sample(arm).block(i / 6).level(i % 3).chunks(ttftNanos).takes(ttftNanos + MILLI);
    }

    private static List<String> causes(RunSummary summary, Warning.Kind kind) {
        return summary.warnings().stream()
                .filter(warning -> warning.kind() == kind)
                .map(Warning::cause)
                .toList();
    }
}
