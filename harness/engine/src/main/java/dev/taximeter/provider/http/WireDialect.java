package dev.taximeter.provider.http;

import dev.taximeter.model.Outcome.Kind;
import dev.taximeter.model.Target;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** How one vendor's server wants to be asked and what its answers mean. Stateless; many threads. */
sealed interface WireDialect
        permits OpenAiChat,
                OpenAiResponses,
                OpenAiCompletions,
                OpenAiEmbeddings,
                AzureOpenAi,
                AnthropicMessages,
                AnthropicComplete,
                HostedChat,
                VllmCompletions,
                TgiGenerate,
                OllamaChat,
                GeminiContent,
                BedrockConverse,
                NluWire {

    /** The dialect of this target. */
    static WireDialect of(Target.Http target) {
        return switch (target.dialect()) {
            case OPENAI_CHAT -> new OpenAiChat(target);
            case OPENAI_RESPONSES -> new OpenAiResponses(target);
            case OPENAI_COMPLETIONS -> new OpenAiCompletions(target);
            case OPENAI_EMBEDDINGS -> new OpenAiEmbeddings(target);
            case AZURE_DEPLOYMENT, AZURE_V1 -> new AzureOpenAi(target);
            case ANTHROPIC_MESSAGES -> new AnthropicMessages(target);
            case ANTHROPIC_COMPLETE -> new AnthropicComplete(target);
            case VLLM_CHAT, TGI_CHAT, LLAMA_CPP_CHAT, OLLAMA_COMPATIBLE -> new HostedChat(target);
            case VLLM_COMPLETIONS -> new VllmCompletions(target);
            case TGI_GENERATE -> new TgiGenerate(target);
            case OLLAMA_CHAT -> new OllamaChat(target);
            case GEMINI -> new GeminiContent(target);
            case BEDROCK_CONVERSE -> new BedrockConverse(target);
        };
    }

    /** Where calls go. */
    HttpUrl url();

    /** Where calls go whose answer is to be streamed. */
    default HttpUrl streamUrl() {
        return url();
    }

    /** The headers of every call that this dialect adds; without authentication when the key is null. */
    Headers headers(@Nullable String key);

    /** The request's body, ready to be written. */
    byte[] body(Call call);

    /** How a stream of this dialect is cut into frames. */
    default Framing framing() {
        return Framing.SSE;
    }

    /**
     * Takes in one frame of a stream.
     *
     * @throws MalformedException when it is not of this dialect
     */
    void event(ByteRun data, ReplyDraft draft) throws MalformedException;

    /** The stream ended in order: for dialects whose last frame does not say that it is the last. */
    default void endOfStream(ReplyDraft draft) {}

    /** What the server says of itself in headers, beside the request's id and the region. */
    default void facts(Headers headers, FactsDraft facts) {}

    /** Tokens that the server tells in headers of an answer that was not streamed, and not in its body. */
    default void usage(Headers headers, UsageTally usage) {}

    /**
     * Takes in the body of an answer that was not streamed.
     *
     * @throws MalformedException when it is not of this dialect
     */
    void whole(byte[] body, ReplyDraft draft) throws MalformedException;

    /** What a call used, where the server does not say; flagged as estimated. */
    default TokenUsage estimate(TokenEstimator estimator, Call call, String answer) {
        return estimator.usage(call, answer);
    }

    /** What a status other than 2xx means. */
    Kind failure(int status, ErrorBody error, Headers headers);

    /** The header with the server's id of the request. */
    String requestIdHeader();

    /** The header with the serving region; null when this vendor has none. */
    @Nullable
    String regionHeader();
}
