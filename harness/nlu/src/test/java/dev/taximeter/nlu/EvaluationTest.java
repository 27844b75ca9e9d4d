package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.LabelledUtterance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final List<LabelledUtterance> UTTERANCES = List.of(
            new LabelledUtterance("pay", "pay"),
            new LabelledUtterance("oos", "pay"),
            new LabelledUtterance("order", "order"),
            new LabelledUtterance("pay", "order"),
            new LabelledUtterance("oos", "oos"),
            new LabelledUtterance("order", "oos"),
            new LabelledUtterance("pay", "oos"));

    @Test
    void inScopeAndOutOfScopeAreCountedApart() {
        Evaluation evaluation = Evaluation.of(UTTERANCES, text -> text);
        assertThat(evaluation.inScopeAccuracyRatio()).hasValue(2 / 4.0);
        assertThat(evaluation.outOfScopeRecallRatio()).hasValue(1 / 3.0);
    }

    @Test
    void confusionsCountEachAnswerToEachLabel() {
        assertThat(Evaluation.of(UTTERANCES, text -> text).confusions())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "pay",
                        new TreeMap<>(Map.of("pay", 1, "oos", 1)),
                        "order",
                        new TreeMap<>(Map.of("order", 1, "pay", 1)),
                        "oos",
                        new TreeMap<>(Map.of("oos", 1, "order", 1, "pay", 1))));
    }

    @Test
    void aShareOfNothingIsAbsent() {
        Evaluation onlyInside = Evaluation.of(UTTERANCES.subList(0, 2), text -> text);
        assertThat(onlyInside.outOfScopeRecallRatio()).isEmpty();
        assertThat(Evaluation.of(List.of(), text -> text).inScopeAccuracyRatio())
                .isEmpty();
    }
}
