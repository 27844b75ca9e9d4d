package dev.taximeter.summary;

import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MacroF1Test {

    @Test
    void everyIntentCountsAlikeAndFalseAlarmsCount() {
        // pay: 3 asked, 2 right, 1 false alarm: F1 2/3; order: 1 asked and right, 1 false alarm: F1 2/3; oos is no
        // intent
        TestRun run = new TestRun()
                .arm("a", "A")
                .add(sample("a").answers("p1", "pay", "pay"))
                .add(sample("a").answers("p2", "pay", "pay"))
                .add(sample("a").answers("p3", "pay", "order"))
                .add(sample("a").answers("p4", "order", "order"))
                .add(sample("a").answers("p5", "oos", "pay"));
        Figure figure = macroF1(run);

        assertThat(figure.value()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(figure.n()).isEqualTo(5);
        assertThat(figure.interval().low()).isLessThan(2 / 3.0);
        assertThat(figure.interval().high()).isGreaterThan(2 / 3.0);
    }

    @Test
    void answersOfAModelThatIsAskedOnceAreWeighedAlike() {
        Figure figure = MacroF1.of(
                List.of("pay", "pay", "pay", "order", "oos"), List.of("pay", "pay", "order", "order", "pay"));
        assertThat(figure.value()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(figure.n()).isEqualTo(5);
        assertThat(MacroF1.of(List.of("oos"), List.of("oos"))).isNull();
    }

    @Test
    void aPromptThatWasAskedOftenCountsOnce() {
        TestRun run = new TestRun().arm("a", "A");
        for (int i = 0; i < 9; i++) {
            run.add(sample("a").answers("p1", "pay", i % 3 == 0 ? "order" : "pay"));
        }
        run.add(sample("a").answers("p2", "order", "order"));
        // pay: asked 1, answered 2/3, right 2/3: 4/5; order: asked 1, answered 1 1/3, right 1: 6/7
        assertThat(macroF1(run).value()).isCloseTo((0.8 + 6 / 7.0) / 2, within(1e-12));
    }

    @Test
    void answersWithoutAKnownLabelAreMisses() {
        TestRun run = new TestRun()
                .arm("a", "A")
                .add(sample("a").answers("p1", "pay", null))
                .add(sample("a").answers("p2", "pay", "pay"));
        assertThat(macroF1(run).value()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void withoutLabelsThereIsNone() {
        TestRun run = new TestRun().arm("a", "A").add(sample("a").answers("p1", "pay", null));
        assertThat(macroF1(run)).isNull();
    }

    private static Figure macroF1(TestRun run) {
        return run.summary().arms().getFirst().accuracy().macroF1();
    }
}
