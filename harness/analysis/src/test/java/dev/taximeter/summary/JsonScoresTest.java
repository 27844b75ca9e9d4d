package dev.taximeter.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Answer;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.JsonJudgement;
import dev.taximeter.model.JsonRepair;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Soundness;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class JsonScoresTest {
    private final List<Sample> samples = new ArrayList<>();

    @Test
    void everyPromptWeighsTheSameHoweverOftenItWasAsked() {
        for (int i = 0; i < 9; i++) {
            answer("often", Soundness.VALID, true);
        }
        answer("once", Soundness.NOT_JSON, false);
        JsonShares shares = shares();
        assertThat(shares.share(Soundness.VALID).value()).isEqualTo(0.5);
        assertThat(shares.share(Soundness.VALID).n()).isEqualTo(2);
        assertThat(shares.count(Soundness.VALID)).isEqualTo(9);
        assertThat(shares.answers()).isEqualTo(10);
        assertThat(shares.failed()).containsExactly(new FailedCase("once", 1, 1, "{}", null, "not JSON"));
    }

    @Test
    void theFourSharesAreTheWhole() {
        answer("a", Soundness.VALID, true);
        answer("a", Soundness.REPAIRED, true);
        answer("b", Soundness.WRONG_SCHEMA, false);
        answer("c", Soundness.REPAIRED, false);
        JsonShares shares = shares();
        double sum = 0;
        for (Soundness soundness : Soundness.values()) {
            sum += shares.share(soundness).value();
        }
        assertThat(sum).isCloseTo(1, Offset.offset(1e-12));
        assertThat(shares.usable().value()).isCloseTo(2.0 / 3, Offset.offset(1e-12));
        assertThat(shares.repairs()).containsEntry(JsonRepair.FENCES, 2L);
        assertThat(shares.validAndCorrect()).isOne();
        assertThat(shares.failures()).isEqualTo(2);
    }

    @Test
    void runsWithoutJsonHaveNoShares() {
        samples.add(sample("a", new Answer(null, 0, "", null, Double.NaN, null, null)));
        assertThat(JsonScores.of(new ArmSamples(samples)).shares()).isNull();
    }

    private JsonShares shares() {
        return Objects.requireNonNull(JsonScores.of(new ArmSamples(samples)).shares());
    }

    private void answer(String prompt, Soundness soundness, boolean correct) {
        List<JsonRepair> repairs = soundness == Soundness.REPAIRED ? List.of(JsonRepair.FENCES) : List.of();
        JsonJudgement judgement = new JsonJudgement(soundness, repairs, List.of(), List.of());
        samples.add(sample(prompt, new Answer(null, 0, "", null, Double.NaN, correct, "{}", judgement)));
    }

    private Sample sample(String prompt, Answer answer) {
        Attempt attempt = Attempt.without(0, 1, Outcome.ok(200));
        return new Sample(samples.size(), 0, 0, "a", Phase.MEASURE, prompt, 0, 0, List.of(attempt), answer);
    }
}
