package dev.taximeter.emulator;

import dev.taximeter.model.Dialect;
import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One vendor's wire format: reads its requests and writes its answers, to the byte. Knows nothing of time or sockets,
 * and keeps nothing between two calls. Thread-safe.
 *
 * <p>A stream is: {@link #opening}, {@link #thought} for each thought, {@link #afterThoughts} if there were any,
 * {@link #content} for each piece, {@link #closing}. An answer that was not to be streamed is {@link #whole}.
 */
sealed interface Wire
        permits OpenAiWire,
                ResponsesWire,
                CompletionsWire,
                EmbeddingsWire,
                AzureWire,
                AnthropicWire,
                CompleteWire,
                VllmWire,
                TgiWire,
                LlamaCppWire,
                OllamaWire,
                OllamaCompatibleWire,
                GeminiWire,
                BedrockWire {

    /** @throws Refused if the path, the key or the body is not what the vendor takes */
    Ask read(Incoming incoming) throws Refused;

    /** A new id of a request. */
    String requestId(Noise noise);

    /** A new id of an answer. */
    String answerId(Noise noise);

    /** Adds what the vendor says in headers of answers and errors alike, the request's id among it. */
    void describe(HttpHeaders headers, Situation situation);

    /** Adds what the vendor says only in headers of an answer that is not streamed. */
    default void describeWhole(HttpHeaders headers, Turn turn, Timeline timeline) {}

    /** What rate-limit headers say while the profile sets no limit. */
    default Allowance generous() {
        return Allowance.GENEROUS;
    }

    /** The media type of a stream. */
    default String streamType() {
        return "text/event-stream; charset=utf-8";
    }

    /**
     * How frames travel. A dialect of binary frames writes them as text everywhere else, and packs them here.
     *
     * @param frames one or more, whole
     */
    default byte[] packed(String frames) {
        return frames.getBytes(StandardCharsets.UTF_8);
    }

    /** What a stream says before the first thought or content. */
    String opening(Turn turn);

    /** One frame of thought; empty where the vendor hides them. */
    default String thought(Turn turn, Piece piece) {
        return "";
    }

    /** What a stream says between the last thought and the first content; sent with the last thought. */
    default String afterThoughts(Turn turn) {
        return "";
    }

    /** One frame of content. */
    String content(Turn turn, Piece piece);

    /** What a stream says after the last content: why it ends, what it costs, and {@link #end}. */
    String closing(Turn turn, Timeline timeline);

    /** The same with usage told in steps, of which the last counts; not otherwise where the dialect tells it once. */
    default String closingInSteps(Turn turn, Timeline timeline) {
        return closing(turn, timeline);
    }

    /** Whether the last frame of content is the dialect's end too, so that {@link #closing} says nothing. */
    default boolean endsWithContent(Turn turn) {
        return false;
    }

    /** What a stream says when the server fails in the middle of it. */
    String errorFrame(Fault fault, String requestId);

    /** The dialect's last words, which come even after an error; empty where it has none. */
    String end();

    /** An answer that is not streamed. */
    String whole(Turn turn, Timeline timeline);

    /** The HTTP status of a fault. */
    int status(Fault fault);

    /** Adds what the vendor says only in headers of a fault. */
    default void describeFault(HttpHeaders headers, Fault fault) {}

    /** The body of a fault. */
    String fault(Fault fault, String requestId);

    /**
     * What a prompt gets that the filter blocks, under status 200: a frame of a stream, or a whole body. Empty where a
     * blocked prompt is a {@link #fault}.
     */
    default Optional<String> blocked(Ask ask, String answerId) {
        return Optional.empty();
    }

    /** The body that tells how the server is, for a path that asks; empty where the path asks something else. */
    default Optional<String> health(String path) {
        return Optional.empty();
    }

    /**
     * How a client of this dialect must report a request that this was done to; a vendor that cannot tell two endings
     * apart says here which of them it looks like.
     */
    default Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return fault.expected(streamed);
    }

    /** Where a chat is asked for, without the mount's name and slash. */
    String samplePath();

    /** A short question in this dialect, to rehearse with. */
    default String sampleBody(boolean stream) {
        return """
            {"model":"m","max_tokens":8,"stream":%s,"stream_options":{"include_usage":true},\
            "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hello?"}]}\
            """.formatted(stream);
    }

    /** The wire of a vendor that sends its frames one by one. */
    static Wire of(Dialect dialect, @Nullable String model, Tokens tokens, Seed seed) {
        return of(dialect, 1, model, tokens, seed);
    }

    /**
     * @param framesPerBurst as in the profile
     * @param model the only model it knows; null for every model
     * @param seed of this mount
     */
    static Wire of(Dialect dialect, int framesPerBurst, @Nullable String model, Tokens tokens, Seed seed) {
        return switch (dialect) {
            case OPENAI_CHAT -> new OpenAiWire(model, tokens, seed);
            case OPENAI_RESPONSES -> new ResponsesWire(model, tokens);
            case OPENAI_COMPLETIONS -> new CompletionsWire(model, tokens);
            case OPENAI_EMBEDDINGS -> new EmbeddingsWire(model, tokens, seed);
            case AZURE_DEPLOYMENT, AZURE_V1 -> new AzureWire(model, tokens, seed, framesPerBurst == 1);
            case ANTHROPIC_MESSAGES -> new AnthropicWire(model, tokens);
            case ANTHROPIC_COMPLETE -> new CompleteWire(model, tokens);
            case VLLM_CHAT -> new VllmWire(true, model, tokens);
            case VLLM_COMPLETIONS -> new VllmWire(false, model, tokens);
            case TGI_CHAT -> new TgiWire(true, model, tokens);
            case TGI_GENERATE -> new TgiWire(false, model, tokens);
            case LLAMA_CPP_CHAT -> new LlamaCppWire(model, tokens);
            case OLLAMA_CHAT -> new OllamaWire(model, tokens);
            case OLLAMA_COMPATIBLE -> new OllamaCompatibleWire(model, tokens);
            case GEMINI -> new GeminiWire(model, tokens);
            case BEDROCK_CONVERSE -> new BedrockWire(model, tokens);
        };
    }
}
