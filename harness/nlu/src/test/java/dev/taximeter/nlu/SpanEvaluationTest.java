package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.LabelledUtterance;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanEvaluationTest {
    private static final EntitySpan CITY = new EntitySpan("city", 3, 7);
    private static final EntitySpan TIME = new EntitySpan("time", 11, 15);
    private static final LabelledUtterance UTTERANCE =
            new LabelledUtterance("to Rome at nine", "go", List.of(CITY, TIME));

    @Test
    void aSpanIsRightOnlyAsAWhole() {
        SpanEvaluation evaluation = SpanEvaluation.of(
                List.of(UTTERANCE, UTTERANCE, UTTERANCE),
                List.of(
                        List.of(CITY, TIME),
                        List.of(new EntitySpan("city", 3, 6), TIME),
                        List.of(new EntitySpan("time", 3, 7))));
        assertThat(evaluation.byType().get("city")).isEqualTo(new SpanCounts(3, 2, 1));
        assertThat(evaluation.byType().get("time")).isEqualTo(new SpanCounts(3, 3, 2));
        assertThat(evaluation.total()).isEqualTo(new SpanCounts(6, 5, 3));
        assertThat(evaluation.total().precisionRatio()).hasValue(0.6);
        assertThat(evaluation.total().recallRatio()).hasValue(0.5);
        assertThat(evaluation.total().f1Ratio()).hasValue(6.0 / 11);
        assertThat(evaluation.totals()).first().isEqualTo(new SpanCounts(2, 2, 2));
    }

    @Test
    void withoutSpansThereIsNoFigure() {
        SpanCounts none = SpanEvaluation.of(List.of(new LabelledUtterance("hello", "greet")), List.of(List.of()))
                .total();
        assertThat(none.f1Ratio()).isEmpty();
        assertThat(none.precisionRatio()).isEmpty();
        assertThat(none.recallRatio()).isEmpty();
    }
}
