package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.FilterMode;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.ServerStage;
import dev.taximeter.model.TokenUsage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What OpenAI, Azure and Anthropic say of themselves, and their own oddities. */
class VendorFactsTest {
    private static final String CHECKPOINT = "\"latency_checkpoint\":{\"engine_tbt_ms\":14,\"engine_ttft_ms\":33,"
            + "\"engine_ttlt_ms\":1879,\"pre_inference_ms\":152,\"service_ttft_ms\":230,\"service_ttlt_ms\":2074}";

    @Test
    void azuresStopWatchIsReadAtBothPlaces() throws IOException {
        ReplyDraft streamed =
                Frames.read(Dialect.AZURE_V1, "{\"choices\":[]," + CHECKPOINT + ",\"usage\":{\"prompt_tokens\":1}}");
        ReplyDraft whole = Frames.whole(Dialect.AZURE_V1, "{\"usage\":{\"prompt_tokens\":1," + CHECKPOINT + "}}");
        Map<ServerStage, Long> stages = Map.of(
                ServerStage.ADMISSION, TimeUnit.MILLISECONDS.toNanos(152),
                ServerStage.PREFILL, TimeUnit.MILLISECONDS.toNanos(33),
                ServerStage.FIRST_TOKEN, TimeUnit.MILLISECONDS.toNanos(230),
                ServerStage.DECODE, TimeUnit.MILLISECONDS.toNanos(1844));
        for (ReplyDraft draft : new ReplyDraft[] {streamed, whole}) {
            assertThat(draft.facts().stages()).isEqualTo(stages);
            assertThat(draft.facts().totalNanos()).hasValue(TimeUnit.MILLISECONDS.toNanos(2074));
        }
        assertThat(Frames.read(Dialect.AZURE_V1, "{\"latency_checkpoint\":null,\"choices\":[]}")
                        .facts()
                        .stages())
                .isEmpty();
    }

    @Test
    void azuresHeadersNameThePoolItsLoadAndWhereACallSpilledFrom() {
        FactsDraft facts = new FactsDraft();
        Frames.dialect(Dialect.AZURE_V1)
                .facts(
                        Headers.of(
                                "azureml-model-session", "d008-20240215231538",
                                "azure-openai-deployment-utilization", "12.3%",
                                "X-MS-Spillover-From-ptu-east", "true"),
                        facts);
        assertThat(facts.session()).isEqualTo("d008-20240215231538");
        assertThat(facts.utilisationRatio().getAsDouble()).isEqualTo(0.123);
        assertThat(facts.spilledFrom()).isEqualTo("ptu-east");
    }

    @ParameterizedTest
    @CsvSource({"'',false", "busy,false", "-1%,false", "100.0%,true", "0%,true", "7,true"})
    void aUtilisationThatIsNoShareIsLeftOut(String header, boolean read) {
        FactsDraft facts = new FactsDraft();
        Frames.dialect(Dialect.AZURE_V1).facts(Headers.of("azure-openai-deployment-utilization", header), facts);
        assertThat(facts.utilisationRatio().isPresent()).isEqualTo(read);
    }

    @Test
    void annotationsWithoutDeltaAreNoContentAlsoAfterTheFinish() throws IOException {
        String annotation = "{\"choices\":[{\"content_filter_offsets\":{\"check_offset\":9,\"start_offset\":0,"
                + "\"end_offset\":9},\"content_filter_results\":{},\"finish_reason\":null,\"index\":0}],\"id\":\"\"}";
        ReplyDraft draft = Frames.read(
                Dialect.AZURE_DEPLOYMENT,
                annotation,
                "{\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null,\"index\":0}]}",
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"index\":0}]}",
                annotation,
                "[DONE]");
        assertThat(draft.chunks().toArray()).containsExactly(2);
        assertThat(draft.finishNanos()).hasValue(3);
        assertThat(draft.nowNanos()).as("the end is [DONE]").isEqualTo(5);
        assertThat(draft.ending(Kind.TRUNCATED).kind()).isEqualTo(Kind.OK);
    }

    @ParameterizedTest
    @MethodSource
    void aStreamsFramesShowHowItsFilterWorks(FilterMode mode, List<String> frames) throws IOException {
        ReplyDraft draft = Frames.read(Dialect.AZURE_V1, frames.toArray(String[]::new));
        assertThat(draft.facts().filterMode()).isEqualTo(mode);
    }

    static Stream<Arguments> aStreamsFramesShowHowItsFilterWorks() {
        String role =
                "{\"choices\":[{\"content_filter_results\":{},\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}";
        String bare = "{\"choices\":[{\"content_filter_results\":{},\"delta\":{\"content\":\"Hi\"}}]}";
        String judged =
                "{\"choices\":[{\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}},"
                        + "\"delta\":{\"content\":\"Hi\"}}]}";
        String later =
                "{\"choices\":[{\"content_filter_offsets\":{\"check_offset\":2,\"start_offset\":0,\"end_offset\":2},"
                        + "\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}}]}";
        return Stream.of(
                Arguments.of(FilterMode.UNKNOWN, List.of(role, bare)),
                Arguments.of(FilterMode.BUFFERED, List.of(role, judged, judged)),
                Arguments.of(FilterMode.ASYNCHRONOUS, List.of(role, bare, later)),
                Arguments.of(FilterMode.ASYNCHRONOUS, List.of(later, judged)));
    }

    @Test
    void whereNothingIsStreamedNoFilterIsSeenAtWork() throws IOException {
        String whole = "{\"choices\":[{\"content_filter_results\":{\"hate\":{\"filtered\":false}},"
                + "\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";
        assertThat(Frames.whole(Dialect.AZURE_V1, whole).facts().filterMode()).isNull();
        String frame = "{\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}";
        assertThat(Frames.read(Dialect.OPENAI_CHAT, frame).facts().filterMode()).isNull();
    }

    @Test
    void aFilterThatCutsAfterTheStopStillDecides() throws IOException {
        ReplyDraft draft = Frames.read(
                Dialect.AZURE_V1,
                "{\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\",\"index\":0}]}",
                "{\"choices\":[{\"content_filter_results\":{},\"finish_reason\":\"content_filter\",\"index\":0}]}",
                "[DONE]");
        assertThat(draft.ending(Kind.TRUNCATED).kind()).isEqualTo(Kind.CONTENT_FILTERED);
    }

    @Test
    void aSignatureAloneIsNoThoughtAndNoContent() throws IOException {
        ReplyDraft draft = Frames.read(
                Dialect.ANTHROPIC_MESSAGES,
                "{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}");
        assertThat(draft.firstReasoningNanos()).isEmpty();
        assertThat(draft.hasContent()).isFalse();
    }

    @Test
    void ofSeveralMessageDeltasTheLastCounts() throws IOException {
        ReplyDraft draft = Frames.read(
                Dialect.ANTHROPIC_MESSAGES,
                "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":9,\"output_tokens\":4}}}",
                "{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":7}}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":11}}",
                "{\"type\":\"message_stop\"}");
        assertThat(draft.usage().usage()).isEqualTo(new TokenUsage(9, 0, 0, 11, 0, false));
    }

    @Test
    void claudesCacheIsWrittenForFiveMinutesOrAnHour() throws IOException {
        String usage = "{\"stop_reason\":\"end_turn\",\"content\":[],\"usage\":{\"input_tokens\":5,\"output_tokens\":2,"
                + "\"cache_read_input_tokens\":7,\"cache_creation_input_tokens\":%d,\"cache_creation\":"
                + "{\"ephemeral_5m_input_tokens\":10,\"ephemeral_1h_input_tokens\":20},\"service_tier\":\"priority\"}}";
        ReplyDraft draft = Frames.whole(Dialect.ANTHROPIC_MESSAGES, usage.formatted(30));
        assertThat(draft.usage().usage()).isEqualTo(new TokenUsage(5, 7, 30, 20, 2, 0, false, false));
        assertThat(draft.facts().serviceTier()).isEqualTo("priority");
        assertThat(Frames.usage(Dialect.ANTHROPIC_MESSAGES, usage.formatted(31)).disputed())
                .isTrue();
    }

    @Test
    void theLegacyCompletionEndsWithItsReasonToStop() throws IOException {
        ReplyDraft draft = Frames.read(
                Dialect.ANTHROPIC_COMPLETE,
                "{\"type\":\"completion\",\"completion\":\" Hi\",\"stop_reason\":null}",
                "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
        assertThat(draft.ending(Kind.TRUNCATED).kind()).isEqualTo(Kind.ERROR_IN_STREAM);
        assertThat(Frames.read(
                                Dialect.ANTHROPIC_COMPLETE,
                                "{\"type\":\"completion\",\"completion\":\" Hi\",\"stop_reason\":null}")
                        .ending(Kind.TRUNCATED)
                        .kind())
                .isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void vectorsAreTheSameAsNumbersAndAsBase64() throws IOException {
        String numbers = "{\"object\":\"list\",\"data\":[{\"index\":1,\"embedding\":[9]},"
                + "{\"embedding\":[0.25,-0.5,1],\"index\":0}]}";
        String base64 =
                "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":\"AACAPgAAAL8AAIA/\"}]}";
        for (String body : new String[] {numbers, base64}) {
            ReplyDraft draft = Frames.whole(Dialect.OPENAI_EMBEDDINGS, body);
            assertThat(draft.text()).isEqualTo("AACAPgAAAL8AAIA/");
            assertThat(draft.ending(Kind.MALFORMED).kind()).isEqualTo(Kind.OK);
        }
        assertThat(Frames.whole(Dialect.OPENAI_EMBEDDINGS, "{\"message\":\"not a list\"}")
                        .ending(Kind.MALFORMED)
                        .kind())
                .isEqualTo(Kind.MALFORMED);
    }
}
