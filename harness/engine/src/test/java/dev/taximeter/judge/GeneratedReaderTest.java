package dev.taximeter.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Generation;
import dev.taximeter.model.GenerationJudgement;
import dev.taximeter.model.Prompt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedReaderTest {
    private static final Prompt PROMPT = new Prompt("g1", "Intent: pay", "pay");
    private static final Generation THREE =
            new Generation(3, Map.of("g1", new Generation.Asked("English", List.of("I want to pay"), List.of())));

    /** Whatever speaks of money is of the intent. */
    private final GeneratedReader reader =
            new GeneratedReader(THREE, utterance -> utterance.contains("bill") ? "pay" : "greet");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"utterances\":[\"the bill please\",\"settle my bill\",\"my bill\"]}",
                "[\"the bill please\", \"settle my bill\", \"my bill\",]",
                "Here are three:\n1. the bill please\n2) settle my bill\n- \"my bill\"\n",
                "the bill please\n\n* settle my bill\n\u2022 my bill"
            })
    void listsAreReadInJsonAndInLines(String answer) {
        GenerationJudgement judgement = reader.judge(PROMPT, answer);
        assertThat(judgement).isEqualTo(new GenerationJudgement("English", 3, 3, 3, 3));
        assertThat(judgement.complete()).isTrue();
    }

    @Test
    void whatWasSaidBeforeOrShownIsNotNewAndWhatIsElsewhereIsNotPlaced() {
        GenerationJudgement judgement = reader.judge(PROMPT, "the bill!\nThe Bill\nI want to pay.\nhello");
        assertThat(judgement).isEqualTo(new GenerationJudgement("English", 3, 4, 2, 1));
        assertThat(judgement.complete()).isFalse();
    }

    @Test
    void anAnswerWithoutAnUtteranceGivesNone() {
        assertThat(reader.judge(PROMPT, "{\"utterances\":[]}"))
                .isEqualTo(new GenerationJudgement("English", 3, 0, 0, 0));
        assertThat(reader.judge(PROMPT, "").given()).isZero();
    }
}
