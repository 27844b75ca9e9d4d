package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.ServerStage;
import dev.taximeter.model.Target.NluHttp.Api;
import java.nio.charset.StandardCharsets;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

/** Answers of servers that are not ours, by their documentation. */
final class NluAnswerTest {
    private static NluAnswer read(Api api, String json) throws MalformedException {
        return NluAnswer.of(api, json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rasasEntitiesKeepTheirCodePoints() throws MalformedException {
        NluAnswer answer = read(Api.RASA, """
            {"text":"😀 to Rome","intent":{"name":"book","confidence":0.93},"intent_ranking":[],
             "entities":[{"entity":"city","value":"Rome","start":5,"end":9,"extractor":"DIETClassifier"}]}
            """);
        assertThat(answer.intent()).isEqualTo("book");
        assertThat(answer.entities()).containsExactly(new EntitySpan("city", 5, 9));
        assertThat(answer.entities().getFirst().in("😀 to Rome")).isEqualTo("Rome");
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
