package dev.taximeter.summary;

import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.summary.IntentSpread.Contact;
import dev.taximeter.summary.IntentSpread.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntentSpreadTest {
    private static final long SEED = 20_261_130;

    private final List<String> intents = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();

    @Test
    void anIntentWhoseUtterancesAreAlikeIsClearAndOneOfOppositesIsNot() {
        say("pay", 1, 0);
        say("pay", 5, 0);
        say("order", 0, 1);
        say("order", 1, 0.01);
        IntentSpread spread = spread();

        assertThat(spread.intents()).extracting(Intent::name).containsExactly("order", "pay");
        assertThat(spread.intents().getLast().clarity().value()).isCloseTo(1, within(1e-9));
        assertThat(spread.intents().getFirst().clarity().value()).isCloseTo(0.01, within(1e-3));
        assertThat(spread.clarity().n()).isEqualTo(4);
        assertThat(spread.clarity().interval().contains(spread.clarity().value()))
                .isTrue();
    }

    @Test
    void anUtteranceThatIsNearerToAnotherIntentIsAStrayAndOneStrayOfFiveIsNoConflict() {
        say("pay", 1, 0);
        say("pay", 0.9, 0.1);
        say("pay", 0.1, 1);
        say("order", 0, 1);
        say("order", 0.1, 0.9);
        say("greet", -1, 0);
        say("greet", -1, 0);
        IntentSpread spread = spread();

        assertThat(spread.contacts()).hasSize(1);
        Contact contact = spread.contacts().getFirst();
        assertThat(List.of(contact.one(), contact.other())).containsExactly("order", "pay");
        assertThat(contact.strays().value()).isEqualTo(1 / 5.0);
        assertThat(contact.isConflict()).isFalse();
        assertThat(spread.conflicts()).isEmpty();
        assertThat(spread.strays().value()).isEqualTo(1 / 7.0);
        assertThat(spread.intents())
                .filteredOn(intent -> intent.strays().value() > 0)
                .extracting(Intent::name)
                .containsExactly("pay");
    }

    @Test
    void aPlantedConflictIsFoundAndIntentsThatLieApartHaveNone() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 40; i++) {
            say(random, "lost_card", 0);
            say(random, "stolen_card", 0);
            say(random, "opening_hours", 1);
            say(random, "exchange_rate", 2);
        }
        IntentSpread spread = spread();

        assertThat(spread.conflicts()).as("seed %d", SEED).hasSize(1);
        assertThat(spread.conflicts().getFirst().one()).isEqualTo("lost_card");
        assertThat(spread.conflicts().getFirst().other()).isEqualTo("stolen_card");
        assertThat(spread.contacts()).hasSize(1);
    }

    @Test
    void outOfScopeAndSingleUtterancesAreNoIntents() {
        say("oos", 1, 0);
        say("oos", 1, 0);
        say("pay", 1, 0);
        say("order", 1, 0);
        say("order", 1, 0);
        assertThat(IntentSpread.of(intents, vectors)).isNull();
    }

    @Test
    void vectorsWithoutLengthOrOfAnotherLengthAreLeftOutAndCounted() {
        say("pay", 1, 0);
        say("pay", 1, 0);
        say("pay", 0, 0);
        say("order", 0, 1);
        say("order", 0, 1);
        intents.add("order");
        vectors.add(new float[] {1, 2, 3});
        assertThat(spread().unusable()).isEqualTo(2);
        assertThat(spread().clarity().n()).isEqualTo(4);
    }

    @Test
    void aRunIsWeighedByItsPromptsHoweverOftenEachWasAsked() {
        TestRun run = new TestRun().arm("a", "A");
        for (int round = 0; round < 3; round++) {
            run.add(sample("a").embedded("p1", "pay", 1, 0))
                    .add(sample("a").embedded("p2", "pay", 0.9f, 0.1f))
                    .add(sample("a").embedded("o1", "order", 0, 1))
                    .add(sample("a").embedded("o2", "order", 0, 2))
                    .add(sample("a").embedded("o3", "order"));
        }
        ArmSummary arm = run.summary().arms().getFirst();

        assertThat(arm.accuracy()).isNull();
        assertThat(arm.intents().clarity().n()).isEqualTo(4);
        assertThat(arm.intents().unusable()).isOne();
        assertThat(arm.intents().strays().value()).isZero();
    }

    private IntentSpread spread() {
        IntentSpread spread = IntentSpread.of(intents, vectors);
        assertThat(spread).isNotNull();
        return spread;
    }

    private void say(String intent, double... numbers) {
        float[] vector = new float[numbers.length];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = (float) numbers[d];
        }
        intents.add(intent);
        vectors.add(vector);
    }

    /** Along an axis of eight, with noise. */
    private void say(SplittableRandom random, String intent, int axis) {
        double[] numbers = new double[8];
        for (int d = 0; d < numbers.length; d++) {
            numbers[d] = (d == axis ? 1 : 0) + 0.2 * random.nextGaussian();
        }
        say(intent, numbers);
    }
}
