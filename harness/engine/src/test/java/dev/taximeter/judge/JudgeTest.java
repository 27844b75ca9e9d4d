package dev.taximeter.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Answer;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Embedding;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.Task;
import dev.taximeter.provider.Reply;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final List<String> INTENTS = List.of("balance", "book_flight", "transfer_balance", "what-if");

    private final Judge judge = new Judge(Task.INTENT, INTENTS, false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "book_flight|book_flight",
                "` book_flight\n`|book_flight",
                "Book Flight.|book_flight",
                "BOOK-FLIGHT|book_flight",
                "bookflight|book_flight",
                "what_if|what-if",
                "{\"intent\": \"book_flight\"}|book_flight",
                "`{\"intent\":\"Book flight\",\"why\":\"not balance\"}`|book_flight",
                "The intent is **book_flight**.|book_flight",
                "Intent: transfer balance|transfer_balance",
                "book flight, yes, book_flight|book_flight",
                "oos|oos",
                "OOS.|oos",
            })
    void readsTheIntentFromWhatTheModelWrote(String text, String intent) {
        assertThat(judge.judge(new Prompt("p", "…", intent), said(text)))
                .returns(intent, Answer::label)
                .returns(true, Answer::correct);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "I do not know.",
                "balance or book_flight",
                "transfer_balance, not balance",
                "rebalance",
                "{\"intent\": \"fly\"}"
            })
    void anUnreadableAnswerIsWrong(String text) {
        assertThat(judge.judge(new Prompt("p", "…", "balance"), said(text)))
                .returns(null, Answer::label)
                .returns(false, Answer::correct);
    }

    @Test
    void namesThatDifferInPunctuationOnlyAreToldApartOnlyExactly() {
        Judge picky = new Judge(Task.INTENT, List.of("a_b", "a-b"), false);
        assertThat(picky.judge(new Prompt("p", "…", "a-b"), said("a-b")).correct())
                .isTrue();
        assertThat(picky.judge(new Prompt("p", "…", "a-b"), said("A B")).label())
                .isNull();
    }

    @Test
    void aLocalModelsOwnLabelCounts() {
        Reply reply = new Reply(attempt(Outcome.of(Kind.OK, "")), "", "oos", 0.2);
        assertThat(judge.judge(new Prompt("p", "…", "oos"), reply))
                .isEqualTo(new Answer(null, 0, "", "oos", 0.2, true, "oos"));
    }

    @Test
    void aFailedCallHasNoAnswer() {
        Reply failed = Reply.text(attempt(Outcome.of(Kind.TRUNCATED, 200, "")), "balance");
        assertThat(judge.judge(new Prompt("p", "…", "balance"), failed)).isNull();
    }

    @Test
    void withoutAnExpectedAnswerNothingIsJudged() {
        Answer answer = judge.judge(new Prompt("p", "…", null), said("balance"));
        assertThat(answer.label()).isEqualTo("balance");
        assertThat(answer.correct()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"'It opens at  NINE o''clock.',true", "It opens at ten.,false"})
    void aChatAnswerIsRightWhenItContainsWhatIsExpected(String text, boolean correct) {
        Judge chat = new Judge(Task.CHAT, List.of(), false);
        assertThat(chat.judge(new Prompt("p", "…", "at nine O'CLOCK"), said(text)))
                .returns(correct, Answer::correct)
                .returns(null, Answer::label);
    }

    @Test
    void textsAreKeptOnlyOnRequest() {
        Prompt prompt = new Prompt("p", "…", null);
        Answer without = new Judge(Task.CHAT, List.of(), false).judge(prompt, said("abc"));
        Answer with = new Judge(Task.CHAT, List.of(), true).judge(prompt, said("abc"));
        // SHA-256 of "abc" is in FIPS 180-2, appendix B.1
        assertThat(without).isEqualTo(new Answer(null, 3, "ba7816bf8f01cfea", null, Double.NaN, null, null));
        assertThat(with).isEqualTo(new Answer("abc", 3, "ba7816bf8f01cfea", null, Double.NaN, null, null));
    }

    @Test
    void vectorsAreKeptToBeComparedAndJudgedByNobody() {
        Embedding vector = Embedding.of(new float[] {0.5f, -2});
        Judge clarity = new Judge(Task.CLARITY, INTENTS, false);
        assertThat(clarity.judge(new Prompt("p", "…", "balance"), said(vector.base64())))
                .returns(vector, Answer::vector)
                .returns(null, Answer::text)
                .returns(null, Answer::correct)
                .returns(null, Answer::label)
                .returns("balance", Answer::expected);
        assertThat(clarity.judge(new Prompt("p", "…", "balance"), said("no vector")))
                .returns(null, Answer::vector);
    }

    private static Reply said(String text) {
        return Reply.text(attempt(Outcome.ok(200)), text);
    }

    private static Attempt attempt(Outcome outcome) {
        return new Attempt(
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                ChunkTimes.empty(),
                OptionalLong.empty(),
                1,
                outcome,
                null,
                null,
                ServerFacts.NONE);
    }
}
