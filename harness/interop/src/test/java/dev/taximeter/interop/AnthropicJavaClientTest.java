package dev.taximeter.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.RateLimitException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Anthropic's own Java client drives the emulator. */
class AnthropicJavaClientTest {
    private static final String VERSION =
            String.valueOf(AnthropicClient.class.getPackage().getImplementationVersion());

    @Test
    void messagesAreUnderstood() throws Exception {
        try (EmulatedVendor vendor = EmulatedVendor.answering("anthropic-messages")) {
            AnthropicClient client = client(vendor);
            Message answer = client.messages().create(params());
            assertThat(EmulatedVendor.REPLY)
                    .startsWith(answer.validate().content().getFirst().asText().text());
            assertThat(answer.usage().outputTokens()).isPositive();
            try (StreamResponse<RawMessageStreamEvent> stream =
                    client.messages().createStreaming(params())) {
                List<RawMessageStreamEvent> events = stream.stream().toList();
                StringBuilder text = new StringBuilder();
                events.stream()
                        .flatMap(event -> event.contentBlockDelta().stream())
                        .flatMap(delta -> delta.delta().text().stream())
                        .forEach(delta -> text.append(delta.text()));
                assertThat(text).isNotEmpty();
                assertThat(EmulatedVendor.REPLY).startsWith(text.toString());
                assertThat(events.getLast().isMessageStop()).isTrue();
            }
            client.close();
        }
        Met.client("anthropic-java", VERSION, "messages and stream");
    }

    @Test
    void aRateLimitIsUnderstood() throws Exception {
        try (EmulatedVendor vendor = EmulatedVendor.limiting("anthropic-messages")) {
            AnthropicClient client = client(vendor);
            assertThatThrownBy(() -> client.messages().create(params())).isInstanceOf(RateLimitException.class);
            client.close();
        }
        Met.client("anthropic-java", VERSION, "429");
    }

    private static AnthropicClient client(EmulatedVendor vendor) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(vendor.uri().toString())
                .apiKey("made-up")
                .maxRetries(0)
                .build();
    }

    private static MessageCreateParams params() {
        return MessageCreateParams.builder()
                .model("claude-instant-1")
                .maxTokens(8)
                .addUserMessage("Where is my taxi?")
                .build();
    }
}
