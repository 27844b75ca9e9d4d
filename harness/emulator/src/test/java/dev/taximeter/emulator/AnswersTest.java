package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.Dialect;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AnswersTest {
    private static final int UTTERANCES = 2_000;

    private final Tokens tokens = new Tokens();
    private final Map<String, String> right = IntStream.range(0, UTTERANCES)
            .mapToObj(i -> "utterance number " + i)
            .collect(Collectors.toMap(Function.identity(), text -> "check_balance"));

    @Test
    void anArmKnowsAboutAsMuchAsItsProfileSays() {
        for (long seed = 0; seed < 20; seed++) {
            Answers answers = answers(seed, "openai");
            long correct = right.keySet().stream()
                    .filter(text -> answers.label(text).orElseThrow().equals("check_balance"))
                    .count();
            // 88 % of 2,000 is 1,760 with a standard deviation of 14.5; five of them.
            assertThat(correct).as("seed %d", seed).isBetween(1_760L - 73, 1_760L + 73);
        }
    }

    @Test
    void theSameQuestionGetsTheSameAnswer() {
        Answers once = answers(7, "openai");
        Answers again = answers(7, "openai");
        right.keySet().forEach(text -> assertThat(once.label(text)).isEqualTo(again.label(text)));
    }

    @Test
    void armsDoNotMakeTheSameMistakes() {
        Answers one = answers(7, "openai");
        Answers other = answers(7, "azure");
        assertThat(right.keySet())
                .anySatisfy(text -> assertThat(one.label(text)).isNotEqualTo(other.label(text)));
    }

    @Test
    void wrongAnswersAreOtherLabels() {
        Answers answers = answers(7, "openai");
        assertThat(right.keySet().stream().map(text -> answers.label(text).orElseThrow()))
                .contains("transfer_money", "freeze_card", "order_pizza")
                .isSubsetOf(Profiles.LABELS);
    }

    @Test
    void aCacheBustingFirstWordChangesNothing() {
        Answers answers = answers(7, "openai");
        right.keySet()
                .forEach(text -> assertThat(answers.label("[q8zz] " + text)).isEqualTo(answers.label(text)));
    }

    @Test
    void anUnlabelledPromptGetsTheReplyAtTheAskedLength() throws Exception {
        Completion completion = answers(7, "openai")
                .to(Asks.of("what else?", OptionalInt.of(50), AnswerForm.TEXT))
                .completion();
        assertThat(completion.tokens()).isEqualTo(50);
        assertThat(completion.finish()).isEqualTo(Completion.Finish.LENGTH);
        assertThat(completion.text()).startsWith("Naïve café").doesNotContain("\uFFFD");
    }

    @Test
    void withoutALimitTheReplyIsSaidOnce() throws Exception {
        Completion completion = answers(7, "openai")
                .to(Asks.of("what else?", OptionalInt.empty(), AnswerForm.TEXT))
                .completion();
        assertThat(completion.text()).isEqualTo("Naïve café: it’s 12 °C in 東京 👋🏽.");
        assertThat(completion.finish()).isEqualTo(Completion.Finish.STOP);
        assertThat(completion.tokens()).isEqualTo(tokens.count(completion.text()));
    }

    @Test
    void aLabelIsCutAtTheLimit() {
        Completion completion = tokens.cut("check_balance", 1, 1);
        assertThat(completion.tokens()).isEqualTo(1);
        assertThat(completion.finish()).isEqualTo(Completion.Finish.LENGTH);
    }

    @Test
    void aConfigThatCannotAnswerWrongIsRefused() {
        assertThatThrownBy(() -> new EmulatorConfig(
                        1,
                        List.of(new Mount("a", Profiles.of(Dialect.OPENAI_CHAT))),
                        Map.of("x", "only"),
                        List.of("only")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two labels");
    }

    private Answers answers(long seed, String arm) {
        Mount mount = new Mount(arm, Profiles.knowing(Dialect.OPENAI_CHAT, 0.88));
        return new Answers(new EmulatorConfig(seed, List.of(mount), right, Profiles.LABELS), mount, tokens);
    }
}
