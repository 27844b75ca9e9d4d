package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.ServerStage;
import dev.taximeter.model.Target.NluHttp;
import dev.taximeter.model.Target.NluHttp.Api;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of servers that are not ours, by their documentation. */
final class NluAnswerTest {
    private static final String TEXT = "😀 to Zürich, please";
    private static final URI HERE = URI.create("http://127.0.0.1");
    private static final String CITY = """
        {"intent":{"name":"book","confidence":0.93},"intent_ranking":[],
         "entities":[{"entity":"city","value":"Zürich","start":%d,"end":%d,"extractor":"DIETClassifier"}]}
        """;
    private static final String LOGITS = """
        {"model_name":"m","outputs":[{"name":"pooled","shape":[1,2],"datatype":"FP32","data":[9,9]},
         {"name":"intent_logits","shape":[1,3],"datatype":"FP32","data":%s}]}
        """;

    private static NluAnswer read(Api api, String json) throws MalformedException {
        return read(new NluHttp(HERE, api, null, "m"), json);
    }

    private static NluAnswer read(NluHttp target, String json) throws MalformedException {
        return NluAnswer.of(target, TEXT, json.getBytes(StandardCharsets.UTF_8));
    }

    private static NluHttp withLogits(String... labels) {
        return new NluHttp(
                HERE,
                Api.KSERVE,
                null,
                null,
                "m",
                NluHttp.Offsets.CODE_POINTS,
                new NluHttp.Logits("intent_logits", List.of(labels)));
    }

    @Test
    void rasasEntitiesKeepTheirCodePoints() throws MalformedException {
        NluAnswer answer = read(Api.RASA, CITY.formatted(5, 11));
        assertThat(answer.intent()).isEqualTo("book");
        assertThat(answer.entities()).containsExactly(new EntitySpan("city", 5, 11));
        assertThat(answer.entities().getFirst().in(TEXT)).isEqualTo("Zürich");
    }

    @ParameterizedTest
    @CsvSource({"CODE_POINTS,5,11", "UTF16,6,12", "BYTES,8,15"})
    void placesAreCodePointsWhateverTheServerCounts(NluHttp.Offsets offsets, int start, int end) throws Exception {
        NluHttp target = new NluHttp(HERE, Api.PARSE, null, null, "m", offsets, null);
        assertThat(read(target, CITY.formatted(start, end)).entities()).containsExactly(new EntitySpan("city", 5, 11));
    }

    @Test
    void aPlaceWithinACharacterOrBehindTheTextIsMalformed() {
        NluHttp bytes = new NluHttp(HERE, Api.RASA, null, null, "m", NluHttp.Offsets.BYTES, null);
        assertThatThrownBy(() -> read(bytes, CITY.formatted(2, 15))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> read(bytes, CITY.formatted(8, 99)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("an entity from 8 to 99 in a text of 19 code points");
    }

    @Test
    void teisBestLabelCountsAloneAndInABatch() throws MalformedException {
        String one = "[{\"score\":0.2,\"label\":\"pay\"},{\"score\":0.8,\"label\":\"book\"}]";
        assertThat(read(Api.TEI, one).intent()).isEqualTo("book");
        assertThat(read(Api.TEI, "[" + one + "]").confidence()).isEqualTo(0.8);
    }

    @Test
    void teisHeadersTellItsTime() {
        FactsDraft facts = new FactsDraft();
        ServerClocks.tei(
                Headers.of(
                        "x-total-time", "9", "x-tokenization-time", "1", "x-queue-time", "3", "x-inference-time", "5"),
                facts);
        assertThat(facts.totalNanos()).hasValue(9_000_000);
        assertThat(facts.stages())
                .containsEntry(ServerStage.QUEUE, 3_000_000L)
                .containsEntry(ServerStage.INFERENCE, 6_000_000L);
    }

    @Test
    void logitsBecomeTheLikeliestLabelAndItsSoftmaxFlatOrInABatch() throws MalformedException {
        NluHttp target = withLogits("pay", "book", "greet");
        for (String data : List.of("[0, 1000.0, 1000.6931471805599]", "[[0, 1000.0, 1000.6931471805599]]")) {
            NluAnswer answer = read(target, LOGITS.formatted(data));
            assertThat(answer.intent()).isEqualTo("greet");
            assertThat(answer.confidence()).isCloseTo(2 / 3.0, within(1e-9));
        }
    }

    @Test
    void logitsThatDoNotFitTheLabelsAreNamed() {
        assertThatThrownBy(() -> read(withLogits("pay", "book"), LOGITS.formatted("[1,2,3]")))
                .isInstanceOf(MalformedException.class)
                .hasMessage("output 'intent_logits' is not one number for each of 2 labels: 3 values of datatype FP32");
        assertThatThrownBy(() -> read(withLogits("a", "b", "c"), LOGITS.formatted("[1,\"2\",3]")))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(
                        () -> read(withLogits("pay", "book"), "{\"outputs\":[{\"name\":\"scores\",\"data\":[1,2]}]}"))
                .hasMessage("no output 'intent_logits', only [scores]");
    }

    @Test
    void kservesLabelIsItsFirstStringAndItsConfidenceItsFirstNumber() throws MalformedException {
        NluAnswer answer = read(Api.KSERVE, """
            {"model_name":"m","outputs":[{"name":"score","shape":[1],"datatype":"FP32","data":[0.5]},
             {"name":"label","shape":[1],"datatype":"BYTES","data":["book"]}]}
            """);
        assertThat(answer.intent()).isEqualTo("book");
        assertThat(answer.confidence()).isEqualTo(0.5);
    }

    @Test
    void anAnswerWithoutALabelIsMalformed() {
        for (Api api : Api.values()) {
            assertThatThrownBy(() -> read(api, "{}")).as("%s", api).isInstanceOf(MalformedException.class);
            assertThatThrownBy(() -> read(api, "no")).as("%s", api).isInstanceOf(MalformedException.class);
        }
    }
}
