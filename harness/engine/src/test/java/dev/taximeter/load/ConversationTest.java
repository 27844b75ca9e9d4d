package dev.taximeter.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Message;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Sample;
import dev.taximeter.plan.Scenarios;
import dev.taximeter.provider.Call;
import dev.taximeter.provider.sim.Script;
import dev.taximeter.provider.sim.Turn;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConversationTest {
    private static final long MILLI = 1_000_000;
    private static final long THINK = Duration.ofSeconds(2).toNanos();
    /** Answers tell which call they belong to, so that a history made up by us would be seen. */
    private static final Script ECHO =
            (call, _) -> Turn.answer(MILLI, "answer to <" + call.prompt().text() + ">");

    @Test
    void theModelsOwnAnswersBecomeTheHistoryOfTheNextTurn() throws InterruptedException {
        Stage stage = new Stage(open(5).measure(4));
        stage.play(ECHO);

        assertThat(stage.samples)
                .hasSize(12)
                .allMatch(sample -> sample.outcome().isOk());
        for (Call call : stage.calls) {
            List<Message> history = call.history();
            assertThat(history).hasSize(2 * turnOf(call));
            for (int i = 0; i + 1 < history.size(); i += 2) {
                assertThat(history.get(i).role()).isEqualTo(Message.Role.USER);
                assertThat(history.get(i + 1))
                        .isEqualTo(new Message(Message.Role.ASSISTANT, "answer to <" + said(stage, call, i / 2) + ">"));
            }
        }
    }

    @Test
    void theCacheBustingWordStandsInFrontOfTheWholeHistory() throws InterruptedException {
        Stage stage = new Stage(open(5).measure(2));
        stage.play(ECHO);

        assertThat(stage.calls)
                .allSatisfy(call -> assertThat(
                                call.history().isEmpty()
                                        ? call.prompt().text()
                                        : call.history().getFirst().text())
                        .matches("\\[\\d{12}] prompt \\d"))
                .filteredOn(call -> !call.history().isEmpty())
                .allSatisfy(call -> assertThat(call.prompt().text()).startsWith("prompt"));
    }

    @Test
    void aTurnIsDueWhenTheUserHasThoughtAfterTheAnswerBefore() throws InterruptedException {
        for (Scenarios scenario : List.of(
                open(5).measure(6),
                Scenarios.closed(2, Duration.ofSeconds(2)).conversations(3, 3).measure(6))) {
            Stage stage = new Stage(scenario);
            stage.play(ECHO);

            assertThat(stage.samples).hasSize(18);
            List<Sample> bySeq = stage.samples.stream()
                    .sorted(Comparator.comparingLong(Sample::seq))
                    .toList();
            for (int i = 0; i < bySeq.size(); i++) {
                assertThat(bySeq.get(i).level()).isEqualTo(i % 3);
                if (i % 3 > 0) {
                    assertThat(bySeq.get(i).intendedNanos())
                            .isEqualTo(bySeq.get(i - 1).doneNanos() + THINK);
                }
            }
        }
    }

    @Test
    void aFailedTurnEndsItsConversationAndTheRestIsToldAsNotSent() throws InterruptedException {
        Script failingAtSecondTurns = (call, _) -> turnOf(call) == 1
                ? Turn.failure(MILLI, Outcome.of(Outcome.Kind.SERVER_ERROR, 500, "down"))
                : ECHO.turn(call, 0);
        for (Scenarios scenario : List.of(
                open(5).measure(6),
                Scenarios.closed(2, Duration.ZERO).conversations(3, 3).measure(6))) {
            Stage stage = new Stage(scenario);
            stage.play(failingAtSecondTurns);

            assertThat(stage.samples).hasSize(18);
            assertThat(stage.samples).extracting(Sample::seq).doesNotHaveDuplicates();
            assertThat(stage.calls).hasSize(12);
            assertThat(stage.samples)
                    .filteredOn(sample -> sample.level() == 2)
                    .hasSize(6)
                    .allSatisfy(sample -> {
                        assertThat(sample.outcome().kind()).isEqualTo(Outcome.Kind.NOT_SENT);
                        assertThat(sample.outcome().detail()).isEqualTo("turn 2 of this conversation failed");
                    });
        }
    }

    @Test
    void conversationsThatWaitForASlotLoseNoTurn() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(new Arrivals.Constant(100), 1)
                .conversations(3, 3)
                .measure(20));
        stage.play((_, _) -> Turn.answer(50 * MILLI, "slow"));

        assertThat(stage.samples)
                .hasSize(60)
                .allMatch(sample -> sample.outcome().isOk());
        assertThat(stage.progress.arms().getFirst().ended()).isEqualTo(60);
    }

    private static Scenarios open(double perSecond) {
        return Scenarios.openThinking(new Arrivals.Constant(perSecond), Duration.ofSeconds(2))
                .conversations(3, 3);
    }

    private static int turnOf(Call call) {
        return call.history().size() / 2;
    }

    /** What was sent in an earlier turn of the call's conversation. */
    private static String said(Stage stage, Call call, int turn) {
        return stage.calls.stream()
                .filter(other -> other.seq() == call.seq() - turnOf(call) + turn)
                .map(other -> other.prompt().text())
                .findFirst()
                .orElseThrow();
    }
}
