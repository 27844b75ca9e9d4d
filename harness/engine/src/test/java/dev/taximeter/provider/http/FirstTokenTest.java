package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which frame is the first token: by identity, not by time. */
class FirstTokenTest {

    @ParameterizedTest
    @MethodSource("dev.taximeter.provider.http.Wire#streaming")
    void theFirstTokenIsTheContentFrame(Dialect dialect) throws IOException {
        WireDialect wire = WireDialect.of(Wire.target(dialect, URI.create("https://models.example/")));
        ReplyDraft draft = new ReplyDraft();
        long position = 0;
        for (String frame : prelude(dialect)) {
            draft.at(++position);
            wire.event(run(frame), draft);
            assertThat(draft.hasContent()).as("content after %s", frame).isFalse();
        }
        String word = WireDialectTest.text(dialect).substring(0, 3);
        long expected = 0;
        FrameReader frames = wire.framing().reader(new ByteArrayInputStream(stream(dialect)), () -> 1);
        while (frames.next()) {
            draft.at(++position);
            wire.event(frames.data(), draft);
            if (expected == 0 && frames.data().toString().contains(word)) {
                expected = position;
            }
        }
        assertThat(draft.chunks().firstNanos())
                .isEqualTo(expected)
                .isGreaterThan(prelude(dialect).size());
        assertThat(draft.firstEventNanos()).hasValue(1);
    }

    /** Frames that the vendor may send before any content, beside those of its fixture. */
    private static List<String> prelude(Dialect dialect) {
        return switch (dialect) {
            case OPENAI_CHAT ->
                List.of(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Hm.\"}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"Hm.\",\"content\":\"\"}}]}",
                        "{\"choices\":null}",
                        "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":0}}");
            case OPENAI_RESPONSES ->
                List.of(
                        "{\"type\":\"response.queued\",\"response\":{\"status\":\"queued\",\"usage\":null}}",
                        "{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"reasoning\",\"summary\":[]}}",
                        "{\"type\":\"response.reasoning_summary_text.delta\",\"delta\":\"Hm.\"}",
                        "{\"delta\":\"Hm.\",\"type\":\"response.reasoning_text.delta\"}",
                        "{\"type\":\"response.output_text.delta\",\"delta\":\"\"}",
                        "{\"type\":\"response.a_kind_of_the_future\",\"delta\":\"Hm.\"}");
            case OPENAI_COMPLETIONS ->
                List.of(
                        "{\"choices\":[{\"text\":\"\",\"index\":0,\"finish_reason\":null}]}",
                        "{\"choices\":[{\"text\":\"Hm.\",\"index\":1,\"finish_reason\":null}]}");
            case OPENAI_EMBEDDINGS -> List.of();
            case ANTHROPIC_COMPLETE ->
                List.of("{\"type\":\"ping\"}", "{\"type\":\"completion\",\"completion\":\"\",\"stop_reason\":null}");
            case AZURE_DEPLOYMENT, AZURE_V1 ->
                List.of(
                        "{\"choices\":[],\"prompt_filter_results\":[{\"prompt_index\":0}]}",
                        "{\"choices\":[],\"prompt_annotations\":[{\"prompt_index\":0}]}",
                        "{\"choices\":[{\"index\":0,\"content_filter_offsets\":{\"check_offset\":1}}]}");
            case VLLM_CHAT, TGI_CHAT, LLAMA_CPP_CHAT, OLLAMA_COMPATIBLE ->
                List.of(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{}}],\"prompt_progress\":{\"total\":9,\"processed\":4}}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"Hm.\"}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Hm.\",\"content\":\"\"}}]}");
            case VLLM_COMPLETIONS ->
                List.of(
                        "{\"choices\":[{\"index\":0,\"text\":\"\"}]}",
                        "{\"choices\":[],\"usage\":{\"prompt_tokens\":3}}");
            case TGI_GENERATE ->
                List.of(
                        "{\"index\":1,\"token\":{\"id\":0,\"text\":\"<pad>\",\"logprob\":0,\"special\":true},\"details\":null}");
            case OLLAMA_CHAT ->
                List.of(
                        "{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":false}",
                        "{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"Hm.\"},\"done\":false}");
            case GEMINI ->
                List.of(
                        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm.\",\"thought\":true}]}}]}",
                        "{\"candidates\":[{\"content\":{\"parts\":[{\"thought\":true,\"text\":\"Hm.\"},{\"text\":\"\"}]}}]}",
                        "{\"usageMetadata\":{\"promptTokenCount\":3,\"totalTokenCount\":3}}");
            case BEDROCK_CONVERSE ->
                List.of(
                        "{\"messageStart\":{\"role\":\"assistant\"}}",
                        "{\"contentBlockStart\":{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"name\":\"t\"}}}}",
                        "{\"contentBlockDelta\":{\"delta\":{\"reasoningContent\":{\"text\":\"Hm.\"}}}}",
                        "{\"contentBlockDelta\":{\"delta\":{\"reasoningContent\":{\"signature\":\"c2ln\"}}}}");
            case ANTHROPIC_MESSAGES ->
                List.of(
                        "{\"type\":\"ping\"}",
                        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Hm.\"}}",
                        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}}",
                        "{\"type\":\"a_kind_of_the_future\",\"words\":\"Hm.\"}");
        };
    }

    private static byte[] stream(Dialect dialect) {
        return Wire.stream(dialect);
    }

    private static ByteRun run(String text) throws MalformedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteRun run = new ByteRun(bytes.length + 1);
        run.append(bytes, 0, bytes.length);
        return run;
    }
}
