package dev.taximeter.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.JsonFault;
import dev.taximeter.model.JsonFaults;
import dev.taximeter.model.Profile;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

final class JsonAnswersTest {
    private static final JsonNode SCHEMA = Json.leniently("""
        {"type":"object","required":["intent","amount"],"additionalProperties":false,
         "properties":{
           "intent":{"enum":["order_pizza","check_balance"]},
           "amount":{"type":"integer","minimum":3,"maximum":5},
           "price":{"type":"number","minimum":1.5,"maximum":2},
           "urgent":{"type":["null","boolean"]},
           "when":{"type":"string","format":"date"},
           "names":{"type":"array","minItems":2,"maxItems":2,"items":{"$ref":"#/$defs/name"}}},
         "$defs":{"name":{"type":"string","minLength":12,"maxLength":14}}}\
        """);

    @Test
    void aSchemaIsAnsweredWithAnInstanceOfIt() throws Exception {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            JsonNode answer = Json.MAPPER.readTree(
                    say(JsonFaults.NONE, "question " + i, "").completion().text());
            assertThat(answer.get("intent").stringValue()).isIn("order_pizza", "check_balance");
            assertThat(answer.get("amount").intValue()).isBetween(3, 5);
            assertThat(answer.get("price").doubleValue()).isBetween(1.5, 2.0);
            assertThat(answer.get("urgent").isBoolean()).isTrue();
            assertThat(answer.get("when").stringValue()).matches("2023-06-\\d\\d");
            assertThat(answer.get("names"))
                    .hasSize(2)
                    .allSatisfy(name -> assertThat(name.stringValue().length()).isBetween(12, 14));
            seen.add(answer.get("intent").stringValue());
        }
        assertThat(seen).hasSize(2);
    }

    @Test
    void theLabelThatIsMeantIsTheOneInTheJson() throws Exception {
        JsonNode answer = Json.MAPPER.readTree(
                say(JsonFaults.NONE, "what is my balance", "").completion().text());
        assertThat(answer.get("intent").stringValue()).isEqualTo("check_balance");
    }

    @Test
    void aKnownObjectIsTheAnswerWhateverFormWasAskedFor() throws Exception {
        Answers answers = answers(JsonFaults.NONE, Map.of("two pizzas", "{\"item\":\"pizza\",\"amount\":2}"), 1);
        Ask plain = Asks.of("[x1y2] two pizzas", OptionalInt.empty(), AnswerForm.TEXT);
        assertThat(answers.to(plain).completion().text()).isEqualTo("{\"item\":\"pizza\",\"amount\":2}");
        String wrong = answers(JsonFaults.NONE, Map.of("two pizzas", "{\"item\":\"pizza\",\"amount\":2}"), 0)
                .to(plain)
                .completion()
                .text();
        assertThat(Json.MAPPER.readTree(wrong).isObject()).isTrue();
        assertThat(wrong).isNotEqualTo("{\"item\":\"pizza\",\"amount\":2}");
    }

    @Test
    void aWrongListIsNeverTheRightOneNotEvenWhenThatIsEmpty() throws Exception {
        Map<String, String> lists = Map.of(
                "none", "{\"entities\":[]}",
                "one", "{\"entities\":[{\"type\":\"city\",\"text\":\"Oslo\"}]}",
                "two", "{\"entities\":[{\"type\":\"city\",\"text\":\"Oslo\"},{\"type\":\"date\",\"text\":\"May\"}]}");
        for (Map.Entry<String, String> list : lists.entrySet()) {
            Ask ask = Asks.of(list.getKey(), OptionalInt.empty(), AnswerForm.TEXT);
            String right =
                    answers(JsonFaults.NONE, lists, 1).to(ask).completion().text();
            String wrong =
                    answers(JsonFaults.NONE, lists, 0).to(ask).completion().text();
            assertThat(right).isEqualTo(list.getValue());
            assertThat(wrong).isNotEqualTo(right);
            assertThat(Json.MAPPER.readTree(wrong).path("entities").isArray()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(JsonFault.class)
    void eachFaultSpoilsJsonInItsWay(JsonFault fault) throws Exception {
        JsonFaults always = new JsonFaults(Map.of(fault, 1.0), List.of());
        for (int i = 0; i < 50; i++) {
            Answers.Answered answered = say(always, "question " + i, "");
            String text = answered.completion().text();
            assertThat(answered.jsonFault()).isEqualTo(fault);
            JsonNode parsed = Json.leniently(text);
            switch (fault) {
                case FENCED ->
                    assertThat(Json.leniently(text.substring(8, text.length() - 4))
                                    .isObject())
                            .isTrue();
                case TRAILING_COMMA ->
                    assertThat(Json.leniently(text.replaceFirst(",(\\s*})$", "$1"))
                                    .isObject())
                            .isTrue();
                case SINGLE_QUOTES ->
                    assertThat(Json.leniently(text.replace('\'', '"')).isObject())
                            .isTrue();
                case CUT_OFF -> assertThat(text).startsWith("{").doesNotEndWith("}\n}");
                case WRONG_TYPE -> assertThat(parsed.properties()).hasSize(6);
                case MISSING_FIELD ->
                    assertThat(parsed.has("intent") && parsed.has("amount")).isFalse();
                case PROSE -> assertThat(text).doesNotContain("{");
            }
            boolean valid = fault == JsonFault.WRONG_TYPE || fault == JsonFault.MISSING_FIELD;
            assertThat(parsed.isObject()).isEqualTo(valid);
        }
    }

    @Test
    void versionsOfAPromptHaveRatesOfTheirOwn() throws Exception {
        Map<JsonFault, Double> often = new EnumMap<>(Map.of(JsonFault.FENCED, 0.3, JsonFault.PROSE, 0.1));
        JsonFaults faults = new JsonFaults(
                often, List.of(new JsonFaults.Version("No prose, no fences", Map.of(JsonFault.FENCED, 0.05))));
        int old = 0;
        int better = 0;
        for (int i = 0; i < 2_000; i++) {
            old += say(faults, "question " + i, "Answer in JSON.").jsonFault() == null ? 0 : 1;
            better += say(faults, "question " + i, "Answer in JSON. No prose, no fences.")
                                    .jsonFault()
                            == null
                    ? 0
                    : 1;
        }
        // 800 and 100, five standard deviations of the binomial each.
        assertThat(old).isBetween(800 - 110, 800 + 110);
        assertThat(better).isBetween(100 - 49, 100 + 49);
    }

    @Test
    void whatWasBrokenOnceIsBrokenAgain() throws Exception {
        JsonFaults faults = new JsonFaults(Map.of(JsonFault.CUT_OFF, 0.5), List.of());
        for (int i = 0; i < 100; i++) {
            assertThat(say(faults, "question " + i, "")).isEqualTo(say(faults, "question " + i, ""));
        }
    }

    private static Answers.Answered say(JsonFaults faults, String question, String instructions) throws Exception {
        return answers(faults, Map.of("what is my balance", "check_balance"), 1)
                .to(Asks.of(instructions, question, OptionalInt.empty(), new AnswerForm.SchemaJson(SCHEMA)));
    }

    private static Answers answers(JsonFaults faults, Map<String, String> known, double accuracy) {
        Profile profile = Profiles.knowing(Dialect.OPENAI_CHAT, accuracy).withFaults(Map.of(), faults);
        Mount mount = new Mount("m", profile);
        return new Answers(new EmulatorConfig(42, List.of(mount), known, Profiles.LABELS), mount, TOKENS);
    }

    private static final Tokens TOKENS = new Tokens();
}
