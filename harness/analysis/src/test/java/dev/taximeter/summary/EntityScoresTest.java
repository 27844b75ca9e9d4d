package dev.taximeter.summary;

import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.EntityJudgement;
import dev.taximeter.model.EntitySpan;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityScoresTest {
    private static final EntitySpan OSLO = new EntitySpan("city", 0, 4);
    private static final EntitySpan LATER = new EntitySpan("date", 5, 10);
    private static final EntitySpan HALF = new EntitySpan("date", 5, 9);

    @Test
    void aSpanThatIsNotWholeIsWrongAndSoIsOneThatWasMadeUp() {
        EntityScores scores = scores(new TestRun()
                .arm("a", "A")
                .add(sample("a").named("p1", judged(List.of(OSLO, LATER), List.of(OSLO, HALF), 0, 0)))
                .add(sample("a").named("p2", judged(List.of(OSLO), List.of(OSLO), 1, 1))));

        assertThat(scores.precision().value()).isCloseTo(2 / 5.0, within(1e-12));
        assertThat(scores.recall().value()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(scores.f1().value()).isCloseTo(4 / 8.0, within(1e-12));
        assertThat(scores.f1().n()).isEqualTo(3);
        assertThat(scores.f1ByType().get("city").value()).isEqualTo(1);
        assertThat(scores.f1ByType().get("date").value()).isZero();
        assertThat(scores.unknownTypes()).isOne();
        assertThat(scores.notInText()).isOne();
    }

    @Test
    void aPromptThatWasAskedOftenCountsOnce() {
        TestRun run = new TestRun().arm("a", "A");
        for (int i = 0; i < 10; i++) {
            run.add(sample("a").named("p1", judged(List.of(OSLO), List.of(), 0, 0)));
        }
        run.add(sample("a").named("p2", judged(List.of(LATER), List.of(LATER), 0, 0)));
        EntityScores scores = scores(run);
        assertThat(scores.recall().value()).isEqualTo(0.5);
        assertThat(scores.precision().value()).isEqualTo(1);
        assertThat(scores.recall().n()).isEqualTo(2);
    }

    @Test
    void thirteenRightOnesDoNotProveThatAllWouldBe() {
        TestRun run = new TestRun().arm("a", "A");
        for (int i = 0; i < 13; i++) {
            run.add(sample("a").named("p" + i, judged(List.of(OSLO), List.of(OSLO), 0, 0)));
        }
        EntityScores scores = scores(run);
        // Wilson's lower end for 13 of 13: 13 / (13 + 1.96²)
        assertThat(scores.f1().value()).isEqualTo(1);
        assertThat(scores.f1().interval().low()).isCloseTo(0.7719, within(1e-3));
        assertThat(scores.f1ByType().get("city").interval().low()).isCloseTo(0.7719, within(1e-3));
        assertThat(scores.recall().interval().high()).isEqualTo(1);
    }

    @Test
    void anAnswerThatCannotBeReadCountsAsWrongAndUnreadable() {
        RunSummary summary = new TestRun()
                .arm("a", "A")
                .add(sample("a").named("p1", new EntityJudgement(List.of(OSLO), List.of(), 0, 0, false)))
                .summary();
        Accuracy accuracy = summary.arms().getFirst().accuracy();
        assertThat(accuracy.unreadable()).isOne();
        assertThat(accuracy.inScope().value()).isZero();
        assertThat(accuracy.macroF1()).isNull();
    }

    @Test
    void otherTasksHaveNone() {
        assertThat(new TestRun()
                        .arm("a", "A")
                        .responses("a", 1)
                        .summary()
                        .arms()
                        .getFirst()
                        .entities())
                .isNull();
    }

    private static EntityScores scores(TestRun run) {
        return run.summary().arms().getFirst().entities();
    }

    private static EntityJudgement judged(List<EntitySpan> marked, List<EntitySpan> found, int unknown, int made) {
        return new EntityJudgement(marked, found, unknown, made, true);
    }
}
