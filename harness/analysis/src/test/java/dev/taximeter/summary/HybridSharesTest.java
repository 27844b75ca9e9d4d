package dev.taximeter.summary;

import static dev.taximeter.summary.TestRun.MILLI;
import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.Metric;
import org.junit.jupiter.api.Test;

class HybridSharesTest {

    @Test
    void anArmThatIsNoHybridHasNoShares() {
        assertThat(new TestRun()
                        .arm("a", "A")
                        .responses("a", 1, 2)
                        .summary()
                        .arms()
                        .getFirst()
                        .hybrid())
                .isNull();
    }

    @Test
    void sharesCountPromptsAndEachPartHasItsOwnAccuracyAndTime() {
        TestRun run = new TestRun().hybrid("h", "H");
        for (int i = 0; i < 80; i++) {
            String prompt = "p" + i % 40; // each asked twice
            boolean passedOn = i % 4 == 0;
            run.add(sample("h")
                    .intended(i * MILLI)
                    .takes(passedOn ? 900 * MILLI : 3 * MILLI)
                    .relayed(2 * MILLI, passedOn)
                    .answers(prompt, "pay", passedOn || i % 40 == 1 ? "order" : "pay"));
        }
        HybridShares shares = run.summary().arms().getFirst().hybrid();

        assertThat(shares.passedOn().value()).isEqualTo(0.25);
        assertThat(shares.passedOn().n()).isEqualTo(40);
        assertThat(shares.requests()).isEqualTo(80);
        assertThat(shares.requestsPassedOn()).isEqualTo(20);
        assertThat(shares.first().accuracy().inScope().value()).isCloseTo(29 / 30.0, within(1e-12));
        assertThat(shares.first().response().maxNanos()).isEqualTo(3 * MILLI);
        assertThat(shares.then().accuracy().inScope().value()).isZero();
        assertThat(shares.then().response().minNanos()).isEqualTo(900 * MILLI);
    }

    @Test
    void withoutOneThatWentOnThereIsNoSecondPart() {
        HybridShares shares = new TestRun()
                .hybrid("h", "H")
                .add(sample("h").relayed(1, false).answers("p", "pay", "pay"))
                .summary()
                .arms()
                .getFirst()
                .hybrid();
        assertThat(shares.then()).isNull();
        assertThat(shares.passedOn().value()).isZero();
    }

    @Test
    void theEmulatorsStampIsHeldAgainstTheSecondModelsPartOfTheCall() {
        RunSummary summary = new TestRun()
                .hybrid("h", "H")
                .add(sample("h").takes(900 * MILLI).relayed(5 * MILLI, true).requestId("r1"))
                .stamp("r1", 0, 400 * MILLI, 894 * MILLI)
                .summary();
        assertThat(summary.instrument().truth().getFirst().endToEndMedianNanos())
                .isEqualTo(1.0 * MILLI);
        assertThat(summary.arms().getFirst().distribution(Metric.SERVICE).maxNanos())
                .isEqualTo(900 * MILLI);
    }
}
