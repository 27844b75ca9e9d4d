package dev.taximeter.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Answer;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.EntityJudgement;
import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Task;
import dev.taximeter.provider.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityReaderTest {
    private static final EntitySpan OSLO = new EntitySpan("city", 7, 11);
    private static final EntitySpan MAY = new EntitySpan("date", 12, 17);
    private static final Prompt PROMPT = new Prompt("p", "fly to Oslo 3 May", null, null, List.of(OSLO, MAY));

    private final EntityReader reader = new EntityReader(List.of("city", "date", "seat_kind"));

    @ParameterizedTest
    @ValueSource(strings = {"""
        {"entities":[{"type":"city","text":"Oslo"},{"type":"date","text":"3 May"}]}\
        """, """
            [{"type":"City","value":"oslo"},{"type":"date","text":" 3 May "}]\
            """, """
                {"city": "Oslo", "date": ["3 May"], "seat_kind": null}\
                """, """
                    Here they are:
                    ```json
                    {"entities":[{"type":"city","text":"Oslo"},{"type":"date","text":"3 May"},]}
                    ```\
                    """, "city: Oslo\ndate: 3 May", "- city: OSLO\n\n- date: 3 May\n"})
    void jsonAndPlainLinesAreUnderstood(String answer) {
        EntityJudgement judgement = reader.judge(PROMPT, answer);
        assertThat(judgement.found()).containsExactly(OSLO, MAY);
        assertThat(judgement.exact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "None.", "[]", "{\"entities\": []}"})
    void anAnswerMayNameNothing(String answer) {
        EntityJudgement judgement = reader.judge(PROMPT, answer);
        assertThat(judgement.readable()).isTrue();
        assertThat(judgement.found()).isEmpty();
        assertThat(judgement.exact()).isFalse();
        assertThat(reader.judge(new Prompt("p", "hello", null), answer).exact()).isTrue();
    }

    @Test
    void whatCannotBeReadNamesNothingAndIsWrong() {
        EntityJudgement judgement = reader.judge(new Prompt("p", "hello", null), "I would be happy to help");
        assertThat(judgement.readable()).isFalse();
        assertThat(judgement.exact()).isFalse();
    }

    @Test
    void unknownTypesAndWordsThatTheTextDoesNotSayAreCounted() {
        EntityJudgement judgement = reader.judge(PROMPT, """
            [{"type":"town","text":"Oslo"},{"type":"city","text":"Bergen"},{"type":"city"},"Oslo",
            {"type":"city","text":"Oslo"},{"type":"date","text":"3 May"}]\
            """);
        assertThat(judgement.unknownTypes()).isEqualTo(2);
        assertThat(judgement.notInText()).isEqualTo(2);
        assertThat(judgement.found()).containsExactly(OSLO, MAY);
        assertThat(judgement.exact()).isFalse();
    }

    @Test
    void wordsThatAreSaidTwiceAreTwoEntitiesAndNotThree() {
        Prompt twice = new Prompt("p", "\uD83D\uDE00 Oslo to Oslo", null);
        EntityJudgement judgement = reader.judge(twice, "city: Oslo\ncity: Oslo\ncity: Oslo");
        assertThat(judgement.found()).containsExactly(new EntitySpan("city", 2, 6), new EntitySpan("city", 10, 14));
        assertThat(judgement.notInText()).isOne();
    }

    @Test
    void caseDecidesWhereThereAreSeveral() {
        Prompt prompt = new Prompt("p", "may I come in May", null);
        assertThat(reader.judge(prompt, "date: May").found()).containsExactly(new EntitySpan("date", 14, 17));
    }

    @Test
    void aLocalModelsEntitiesAreJudgedAsTheyAre() {
        Judge judge = new Judge(Task.ENTITIES, List.of("city", "date"), false);
        Attempt ok = Attempt.without(0, 1, Outcome.of(Outcome.Kind.OK, ""));
        Answer right = judge.judge(PROMPT, new Reply(ok, "book", "book", 0.9, List.of(OSLO, MAY)));
        Answer half = judge.judge(PROMPT, new Reply(ok, "book", "book", 0.9, List.of(OSLO)));
        assertThat(right.correct()).isTrue();
        assertThat(half.correct()).isFalse();
        assertThat(half.entities().found()).containsExactly(OSLO);
        assertThat(half.label()).isNull();
    }
}
