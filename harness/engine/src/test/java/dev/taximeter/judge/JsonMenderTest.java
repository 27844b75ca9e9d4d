package dev.taximeter.judge;

import static dev.taximeter.model.JsonRepair.BARE_NAMES;
import static dev.taximeter.model.JsonRepair.COMMENTS;
import static dev.taximeter.model.JsonRepair.CUT_OFF;
import static dev.taximeter.model.JsonRepair.FENCES;
import static dev.taximeter.model.JsonRepair.ODD_ESCAPES;
import static dev.taximeter.model.JsonRepair.PROSE;
import static dev.taximeter.model.JsonRepair.RAW_CONTROLS;
import static dev.taximeter.model.JsonRepair.SINGLE_QUOTES;
import static dev.taximeter.model.JsonRepair.TRAILING_COMMAS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.judge.JsonMender.Mended;
import dev.taximeter.model.JsonRepair;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMenderTest {
    private static final String BOOKING = "{\"city\":\"Oslo\",\"guests\":2}";

    private final JsonMender mender = new JsonMender();

    static Stream<Arguments> broken() {
        return Stream.of(
                of(BOOKING),
                of("  " + BOOKING + "\n"),
                of("```json\n" + BOOKING + "\n```", FENCES),
                of("```\n" + BOOKING, FENCES),
                of("Here it is:\n```json\n" + BOOKING + "\n```\nAnything else?", FENCES, PROSE),
                of("Sure [as ever]! " + BOOKING, PROSE),
                of(BOOKING + " Enjoy your stay.", PROSE),
                of(BOOKING + "}", PROSE),
                of("{\"city\":\"Oslo\",\"guests\":2,}", TRAILING_COMMAS),
                of("{'city':'Oslo','guests':2}", SINGLE_QUOTES),
                of("{city:\"Oslo\",guests:2}", BARE_NAMES),
                of("{\"city\":\"Oslo\", // capital\n\"guests\":2}", COMMENTS),
                of("{\"city\":\"Oslo\", # capital\n\"guests\":2}", COMMENTS),
                of("{/* as asked */\"city\":\"Oslo\",\"guests\":2}", COMMENTS),
                of("{\"city\":\"\\Oslo\",\"guests\":2}", ODD_ESCAPES),
                of("{'city':'Oslo','guests':2,}", SINGLE_QUOTES, TRAILING_COMMAS),
                of("```json\n{'city':'Oslo','guests':2,\n", FENCES, SINGLE_QUOTES, CUT_OFF),
                of("{\"city\":\"Oslo\",\"guests\":2", "{\"city\":\"Oslo\"}", CUT_OFF),
                of("{\"city\":\"Oslo\",\"guests\":2,", CUT_OFF),
                of("{\"city\":\"Oslo\",\"guests\":2\n", CUT_OFF),
                of("{\"city\":\"Oslo\",\"no", "{\"city\":\"Oslo\"}", CUT_OFF),
                of("{\"city\":\"Os", "{}", CUT_OFF),
                of("I take it: {\"a\":[1,{\"b\":true", "{\"a\":[1,{\"b\":true}]}", PROSE, CUT_OFF),
                of("{\"a\":[\"x\",\"y", "{\"a\":[\"x\"]}", CUT_OFF),
                of("{\"note\":\"one\ntwo\"}", "{\"note\":\"one\\ntwo\"}", RAW_CONTROLS),
                of("{\"code\":\"```x```\",}", "{\"code\":\"```x```\"}", TRAILING_COMMAS),
                of("[1,2,]", "[1,2]", TRAILING_COMMAS));
    }

    private static Arguments of(String text, JsonRepair... repairs) {
        return of(text, BOOKING, repairs);
    }

    private static Arguments of(String text, String means, JsonRepair... repairs) {
        return Arguments.of(text, means, List.of(repairs));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsMendedIsSaidAndNothingElse(String text, String means, List<JsonRepair> repairs) {
        Mended mended = Objects.requireNonNull(mender.read(text));
        assertThat(mended.value().toString()).isEqualTo(means);
        assertThat(mended.repairs()).containsExactlyElementsOf(repairs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "I cannot do that.", "{city Oslo}", "{\"city\" \"Oslo\"}", "```json\n```", "<a>"})
    void whatIsNoJsonStaysNone(String text) {
        assertThat(mender.read(text)).isNull();
    }

    @Test
    void cutAnywhereNoValueIsKeptThatWasNotWhole() {
        String whole = "{\"a\":\"x\\\"y\",\"b\":[1.5,{\"c\":null,\"d\":\"z\"}],\"e\":{\"f\":-12}}";
        var full = Objects.requireNonNull(mender.read(whole)).value();
        for (int end = 1; end < whole.length(); end++) {
            Mended cut = Objects.requireNonNull(mender.read(whole.substring(0, end)), "cut at " + end);
            assertThat(cut.repairs()).as("cut at %d", end).containsExactly(CUT_OFF);
            cut.value().properties().forEach(member -> {
                var original = full.path(member.getKey());
                if (!original.isContainer()) {
                    assertThat(member.getValue()).isEqualTo(original);
                }
            });
        }
    }

    @Test
    void deepNestingIsNoCrash() {
        assertThat(mender.read("[".repeat(100_000))).isNull();
        assertThat(mender.read("{\"a\":".repeat(100_000))).isNull();
    }
}
