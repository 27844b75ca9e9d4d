package dev.taximeter.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.JsonJudgement;
import dev.taximeter.model.JsonShape;
import dev.taximeter.model.Soundness;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonJudgeTest {
    private static final String SCHEMA = """
        {"type":"object","required":["city","guests"],"additionalProperties":false,
         "properties":{"city":{"type":"string"},"guests":{"type":"integer","minimum":1},"note":{"type":["string","null"]}}}
        """;

    private final JsonJudge judge = new JsonJudge(new JsonShape("booking", SCHEMA));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"city":"Oslo","guests":2}          | VALID
        {"city":"Oslo","guests":2,}         | REPAIRED
        {"city":"Oslo","guests":"two"}      | WRONG_SCHEMA
        {"city":"Oslo"}                     | WRONG_SCHEMA
        {'city':'Oslo','guests':0}          | WRONG_SCHEMA
        {"city":"Oslo","guests":2,"x":1}    | WRONG_SCHEMA
        "Oslo"                              | WRONG_SCHEMA
        Oslo, for two                       | NOT_JSON
        {"city":"Os                         | WRONG_SCHEMA
        """)
    void everyAnswerIsOneOfFour(String text, Soundness soundness) {
        assertThat(judge.judge(text, null).soundness()).isEqualTo(soundness);
    }

    @Test
    void violationsNameThePlaceAndNeverAValue() {
        JsonJudgement judged = judge.judge("{\"city\":17,\"guests\":\"secret word\",\"note\":[\"secret word\"]}", null);
        assertThat(judged.violations()).hasSize(3).anyMatch(words -> words.contains("city"));
        assertThat(judged.violations().toString()).doesNotContain("secret").doesNotContain("17");
    }

    @Test
    void violationsAreInEnglishWhereverTheyAreFound() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(new JsonJudge(new JsonShape("b", SCHEMA))
                            .judge("{\"city\":1}", null)
                            .violations())
                    .anyMatch(words -> words.contains("string expected"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"city":"oslo ","guests":2}             | {"city":"Oslo","guests":2.0} |
        {"city":"Oslo","guests":2}              | {"city":"Bergen","guests":2} | city
        {"city":"Oslo"}                         | {"guests":2}                 | guests
        {"city":"Oslo","guests":2}              | {"note":null}                |
        {"city":"Oslo","guests":2,"note":"x"}   | {"note":null}                | note
        {"city":"Oslo","guests":"2"}            | {"guests":2}                 | guests
        """)
    void expectedMembersAreCompared(String text, String expected, String mismatch) {
        assertThat(judge.judge(text, expected).mismatches())
                .isEqualTo(mismatch == null ? java.util.List.of() : java.util.List.of(mismatch));
    }
}
