package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.TokenUsage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a Responses stream may end. */
class ResponsesTest {
    private static final String TEXT = "{\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}|OK|completed",
                "{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"}}}|OK|max_output_tokens",
                "{\"type\":\"response.incomplete\",\"response\":{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"content_filter\"}}}|CONTENT_FILTERED|content_filter",
                "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"oops\"}}}|ERROR_IN_STREAM|failed",
                "{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\"}}|ERROR_IN_STREAM|failed",
                "{\"type\":\"error\",\"code\":\"server_is_overloaded\",\"message\":\"busy\",\"param\":null}|ERROR_IN_STREAM|",
                "{\"type\":\"error\",\"error\":{\"code\":\"server_error\",\"message\":\"oops\"}}|ERROR_IN_STREAM|",
                "{\"error\":{\"message\":\"a gateway's\"}}|ERROR_IN_STREAM|",
                "{\"type\":\"response.output_text.done\",\"text\":\"Hi\"}|TRUNCATED|",
                "[DONE]|TRUNCATED|",
            })
    void theLastEventDecides(String last, Kind kind, String finishReason) throws IOException {
        ReplyDraft draft = Frames.read(Dialect.OPENAI_RESPONSES, TEXT, last);
        assertThat(draft.text()).isEqualTo("Hi");
        assertThat(draft.ending(Kind.TRUNCATED).kind()).isEqualTo(kind);
        assertThat(draft.finishReason()).isEqualTo(finishReason);
    }

    @Test
    void aRefusalIsNoAnswer() throws IOException {
        ReplyDraft draft = Frames.read(
                Dialect.OPENAI_RESPONSES,
                "{\"type\":\"response.refusal.delta\",\"delta\":\"No.\"}",
                "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}");
        assertThat(draft.ending(Kind.TRUNCATED).kind()).isEqualTo(Kind.REFUSED);
        assertThat(draft.text()).isEmpty();
        assertThat(Frames.whole(
                                Dialect.OPENAI_RESPONSES,
                                "{\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"refusal\","
                                    + "\"refusal\":\"No.\"}]}]}")
                        .ending(Kind.MALFORMED)
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void anErrorNamesItsCode() throws IOException {
        ReplyDraft draft = Frames.read(
                Dialect.OPENAI_RESPONSES,
                "{\"type\":\"error\",\"code\":\"server_is_overloaded\",\"message\":\"try"
                        + " later\",\"sequence_number\":3}");
        assertThat(draft.ending(Kind.TRUNCATED).detail()).isEqualTo("server_is_overloaded: try later");
    }

    @Test
    void usageAndTierComeWithTheLastEvent() throws IOException {
        ReplyDraft draft = Frames.read(
                Dialect.OPENAI_RESPONSES,
                "{\"type\":\"response.created\",\"response\":{\"status\":\"in_progress\",\"service_tier\":\"auto\",\"usage\":null}}",
                TEXT,
                "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"service_tier\":\"flex\",\"usage\":"
                    + "{\"input_tokens\":40,\"input_tokens_details\":{\"cached_tokens\":16,\"cache_write_tokens\":8},"
                    + "\"output_tokens\":5,\"output_tokens_details\":{\"reasoning_tokens\":3},\"total_tokens\":45}}}");
        assertThat(draft.usage().usage()).isEqualTo(new TokenUsage(16, 16, 8, 2, 3, false));
        assertThat(draft.facts().serviceTier()).isEqualTo("flex");
        assertThat(draft.usageNanos()).hasValue(3);
    }
}
