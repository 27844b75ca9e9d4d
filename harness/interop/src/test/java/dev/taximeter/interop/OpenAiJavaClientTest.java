package dev.taximeter.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** OpenAI's own Java client drives the emulator. */
class OpenAiJavaClientTest {
    private static final String VERSION =
            String.valueOf(OpenAIClient.class.getPackage().getImplementationVersion());

    @Test
    void chatIsUnderstood() throws Exception {
        try (EmulatedVendor vendor = EmulatedVendor.answering("openai-chat")) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(vendor.uri().toString())
                    .apiKey("made-up")
                    .maxRetries(0)
                    .build();
            ChatCompletion answer = client.chat().completions().create(params(false));
            assertThat(answer.validate().choices().getFirst().message().content())
                    .hasValueSatisfying(text -> assertThat(EmulatedVendor.REPLY).startsWith(text));
            assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
            streams(client);
            client.close();
        }
        Met.client("openai-java", VERSION, "chat and stream");
    }

    @Test
    void azureModeIsUnderstood() throws Exception {
        try (EmulatedVendor vendor = EmulatedVendor.answering("azure-deployment")) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(vendor.uri().toString())
                    .credential(AzureApiKeyCredential.create("made-up"))
                    .azureServiceVersion(AzureOpenAIServiceVersion.getV2024_06_01())
                    .azureUrlPathMode(AzureUrlPathMode.LEGACY)
                    .maxRetries(0)
                    .build();
            ChatCompletion answer = client.chat().completions().create(params(false));
            assertThat(answer.choices().getFirst().message().content())
                    .hasValueSatisfying(text -> assertThat(EmulatedVendor.REPLY).startsWith(text));
            streams(client);
            client.close();
        }
        Met.client("openai-java", VERSION, "Azure mode, chat and stream");
    }

    @Test
    void aRateLimitIsUnderstood() throws Exception {
        try (EmulatedVendor vendor = EmulatedVendor.limiting("openai-chat")) {
            OpenAIClient client = OpenAIOkHttpClient.builder()
                    .baseUrl(vendor.uri().toString())
                    .apiKey("made-up")
                    .maxRetries(0)
                    .build();
            assertThatThrownBy(() -> client.chat().completions().create(params(false)))
                    .isInstanceOf(RateLimitException.class)
                    .hasMessageContaining("Rate limit reached");
            client.close();
        }
        Met.client("openai-java", VERSION, "429");
    }

    private static void streams(OpenAIClient client) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params(true))) {
            List<ChatCompletionChunk> chunks = stream.stream().toList();
            StringBuilder text = new StringBuilder();
            chunks.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(choice -> choice.delta().content().ifPresent(text::append));
            assertThat(EmulatedVendor.REPLY).startsWith(text.toString());
            assertThat(text).isNotEmpty();
            assertThat(chunks).anySatisfy(chunk -> assertThat(chunk.usage()).isPresent());
        }
    }

    private static ChatCompletionCreateParams params(boolean usage) {
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .maxCompletionTokens(8)
                .addUserMessage("Where is my taxi?");
        if (usage) {
            params.streamOptions(
                    ChatCompletionStreamOptions.builder().includeUsage(true).build());
        }
        return params.build();
    }
}
