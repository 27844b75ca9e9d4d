package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.LabelledUtterance;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IntentModelTest {
    private static Encoder encoder;
    private static IntentModel model;

    @BeforeAll
    static void train() throws IOException, InterruptedException {
        encoder = Encoder.open(Encoder.ALL_MINILM_L6_V2_Q, 1);
        model = IntentModel.train(encoder, Utterances.of("train"), 1);
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void sevenExamplesOfAnIntentAreEnoughToTellFreshUtterances() throws IOException {
        Evaluation evaluation = evaluate(model);
        assertThat(evaluation.inScope()).isEqualTo(18);
        assertThat(evaluation.inScopeAccuracyRatio().orElseThrow())
                .as("confusions %s", evaluation.confusions())
                .isGreaterThanOrEqualTo(0.9);
        assertThat(evaluation.outOfScopeRecallRatio().orElseThrow())
                .as("confusions %s", evaluation.confusions())
                .isGreaterThanOrEqualTo(0.6);
    }

    @Test
    void theRankingFallsAndBeginsWithTheConfidence() {
        IntentResult result = model.parse("where on earth is my pizza");
        assertThat(result.ranking())
                .hasSize(IntentModel.RANKING_LIMIT)
                .isSortedAccordingTo(Comparator.comparingDouble(IntentResult.Candidate::confidence)
                        .reversed())
                .doesNotHaveDuplicates();
        assertThat(result.confidence())
                .isBetween(0.0, 1.0)
                .isEqualTo(result.ranking().getFirst().confidence());
    }

    @Test
    void anUtteranceBelowTheThresholdIsOutOfScope() {
        String vague = "card or pizza";
        double confidence = model.parse(vague).confidence();
        IntentResult strict =
                model.withOutOfScopeThreshold(Math.nextUp(confidence)).parse(vague);
        IntentResult exact = model.withOutOfScopeThreshold(confidence).parse(vague);
        assertThat(strict.isOutOfScope()).isTrue();
        assertThat(strict.confidence()).isEqualTo(confidence);
        assertThat(exact.intent()).isEqualTo(exact.ranking().getFirst().intent());
    }

    @Test
    void withoutExamplesOutOfScopeIsFoundByTheThresholdAlone() throws IOException, InterruptedException {
        List<LabelledUtterance> inScope = Utterances.of("train").stream()
                .filter(utterance -> !utterance.intent().equals(LabelledUtterance.OUT_OF_SCOPE))
                .toList();
        IntentModel believer = IntentModel.train(encoder, inScope, 1).withOutOfScopeThreshold(0);
        IntentModel doubter = believer.withOutOfScopeThreshold(0.6);
        assertThat(believer.labels()).hasSize(6).doesNotContain(LabelledUtterance.OUT_OF_SCOPE);
        Evaluation believed = evaluate(believer);
        Evaluation doubted = evaluate(doubter);
        assertThat(believed.outOfScopeRecallRatio()).hasValue(0);
        assertThat(doubted.outOfScopeRecallRatio().orElseThrow()).isGreaterThanOrEqualTo(0.6);
        assertThat(doubted.inScopeAccuracyRatio().orElseThrow()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void theSameSeedGivesTheSameAnswers() throws IOException, InterruptedException {
        IntentModel twin = IntentModel.train(encoder, Utterances.of("train"), 1);
        for (LabelledUtterance utterance : Utterances.of("test")) {
            assertThat(twin.parse(utterance.text())).isEqualTo(model.parse(utterance.text()));
        }
    }

    @Test
    void anyTextGetsAnAnswer() {
        for (String text : List.of("", " ", "🍕", "東京", "x".repeat(10_000), "\u0000", "[SEP] [CLS]")) {
            assertThat(model.parse(text).ranking()).isNotEmpty();
        }
    }

    @Test
    void fewerThanTwoLabelsCannotBeLearnt() {
        assertThatThrownBy(() -> IntentModel.train(encoder, List.of(new LabelledUtterance("hello", "greet")), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training needs utterances of at least two intents, not of [greet]");
    }

    @Test
    void aThresholdOutsideZeroToOneIsRefused() {
        for (double threshold : new double[] {-0.01, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> model.withOutOfScopeThreshold(threshold))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0..1");
        }
    }

    private static Evaluation evaluate(IntentModel model) throws IOException {
        return Evaluation.of(
                Utterances.of("test"), utterance -> model.parse(utterance).intent());
    }
}
