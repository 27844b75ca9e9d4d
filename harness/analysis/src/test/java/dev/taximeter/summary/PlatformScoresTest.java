package dev.taximeter.summary;

import static dev.taximeter.summary.TestRun.MILLI;
import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.GenerationJudgement;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlatformScoresTest {

    @Test
    void generatedUtterancesAreWeighedByLanguageAndAPromptCountsOnce() {
        TestRun run = new TestRun().arm("a", "A");
        for (int i = 0; i < 4; i++) {
            run.add(sample("a").generated("g1", new GenerationJudgement("English", 5, 5, 5, i % 2 == 0 ? 5 : 3)));
        }
        run.add(sample("a").generated("g2", new GenerationJudgement("English", 5, 4, 3, 0)))
                .add(sample("a").generated("g3", new GenerationJudgement("German", 5, 0, 0, 0)));
        ArmSummary arm = run.summary().arms().getFirst();
        List<GenerationScores> scores = arm.generated();

        assertThat(scores).extracting(GenerationScores::language).containsExactly("English", "German");
        assertThat(scores.getFirst().distinct().value()).isCloseTo(8 / 10.0, within(1e-12));
        assertThat(scores.getFirst().placed().value()).isCloseTo(4 / 8.0, within(1e-12));
        assertThat(scores.getFirst().distinct().n()).isEqualTo(2);
        assertThat(scores.getLast().distinct().value()).isZero();
        assertThat(scores.getLast().placed()).isNull();
        assertThat(arm.accuracy().unreadable()).isOne();
    }

    @Test
    void retrievalAndGenerationAreTimedApartAndNoHybridIsSeenInThem() {
        TestRun run = new TestRun().arm("a", "A");
        for (int i = 0; i < 100; i++) {
            run.add(sample("a")
                    .intended(i * MILLI)
                    .takes(90 * MILLI)
                    .retrieved("q" + i % 20, (i % 2 == 0 ? 2 : 3) * MILLI, i % 20 != 0, true));
        }
        ArmSummary arm = run.summary().arms().getFirst();
        RetrievalShares shares = arm.retrieval();

        assertThat(shares.found().value()).isEqualTo(0.95);
        assertThat(shares.found().n()).isEqualTo(20);
        assertThat(shares.retrievalMedian().value()).isEqualTo(2.0 * MILLI);
        assertThat(shares.generationMedian().value()).isEqualTo(87.0 * MILLI);
        assertThat(shares.generationP99()).isNull();
        assertThat(arm.hybrid()).isNull();
    }

    @Test
    void otherTasksHaveNeither() {
        ArmSummary arm = new TestRun()
                .arm("a", "A")
                .responses("a", 1, 2)
                .summary()
                .arms()
                .getFirst();
        assertThat(arm.generated()).isEmpty();
        assertThat(arm.retrieval()).isNull();
    }
}
