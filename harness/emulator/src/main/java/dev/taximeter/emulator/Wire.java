package dev.taximeter.emulator;

import dev.taximeter.model.Dialect;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One vendor's wire format: reads its requests and writes its answers, to the byte. Knows nothing of time or sockets.
 * Thread-safe.
 */
sealed interface Wire permits OpenAiWire, AzureWire, AnthropicWire {

    /** @throws Refused if the path, the key or the body is not what the vendor takes */
    Ask read(Incoming incoming) throws Refused;

    /** A new id of a request. */
    String requestId(Noise noise);

    /** A new id of an answer. */
    String answerId(Noise noise);

    /**
     * Adds what the vendor says in headers of answers and errors alike, the request's id among it.
     *
     * @param elapsedNanos since the request's last byte
     */
    void describe(HttpHeaders headers, String requestId, long elapsedNanos);

    /** What a stream says before the first content. */
    String opening(Turn turn);

    /** One frame of content. */
    String content(Turn turn, String piece);

    /** What a stream says after the last content. */
    String closing(Turn turn, Timeline timeline);

    /** An answer that is not streamed. */
    String whole(Turn turn, Timeline timeline);

    /** The HTTP status of a fault. */
    int status(Fault fault);

    /** The body of a fault. */
    String fault(Fault fault, String requestId);

    /**
     * @param model the only model it knows; null for every model
     * @param seed of this mount
     */
    static Wire of(Dialect dialect, @Nullable String model, Tokens tokens, Seed seed) {
        return switch (dialect) {
            case OPENAI_CHAT -> new OpenAiWire(model, tokens, seed);
            case AZURE_DEPLOYMENT, AZURE_V1 -> new AzureWire(model, tokens, seed);
            case ANTHROPIC_MESSAGES -> new AnthropicWire(model, tokens);
        };
    }
}
