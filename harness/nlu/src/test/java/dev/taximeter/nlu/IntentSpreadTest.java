package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.LabelledUtterance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntentSpreadTest {
    private final List<LabelledUtterance> utterances = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();

    @Test
    void anIntentWhoseUtterancesAreAlikeIsClearAndOneOfOppositesIsNot() {
        say("pay", 1, 0);
        say("pay", 1, 0);
        say("order", 0, 1);
        say("order", 1, 0.01);
        IntentSpread spread = IntentSpread.of(utterances, vectors);

        assertThat(spread.intents()).extracting(IntentSpread.Intent::name).containsExactly("order", "pay");
        assertThat(spread.intents().getLast().clarity()).isCloseTo(1, within(1e-6));
        assertThat(spread.intents().getFirst().clarity()).isCloseTo(0.01, within(1e-3));
    }

    @Test
    void anUtteranceThatIsNearerToAnotherIntentIsAStrayAndMakesAConflict() {
        say("pay", 1, 0);
        say("pay", 0.9, 0.1);
        say("pay", 0.1, 1);
        say("order", 0, 1);
        say("order", 0.1, 0.9);
        say("greet", -1, 0);
        say("greet", -1, 0);
        IntentSpread spread = IntentSpread.of(utterances, vectors);

        assertThat(spread.conflicts()).containsExactly(new IntentSpread.Conflict("order", "pay", 1, 5));
        assertThat(spread.intents())
                .filteredOn(intent -> intent.strays() > 0)
                .extracting(IntentSpread.Intent::name)
                .containsExactly("pay");
    }

    @Test
    void outOfScopeAndSingleUtterancesAreNoIntents() {
        say("oos", 1, 0);
        say("oos", 1, 0);
        say("pay", 1, 0);
        assertThat(IntentSpread.of(utterances, vectors)).isEqualTo(new IntentSpread(List.of(), List.of()));
    }

    private void say(String intent, double x, double y) {
        utterances.add(new LabelledUtterance("u" + vectors.size(), intent, List.of()));
        vectors.add(new float[] {(float) x, (float) y});
    }
}
