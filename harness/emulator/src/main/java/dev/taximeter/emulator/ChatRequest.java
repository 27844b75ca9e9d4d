package dev.taximeter.emulator;

import java.util.List;
import java.util.OptionalInt;

/** The request of a chat completion, which OpenAI and Azure share. */
final class ChatRequest {
    /**
     * What the chat format adds, for the models since gpt-3.5-turbo-0613: three tokens a message, one for its role, and
     * three that prime the answer (OpenAI cookbook, "How to count tokens with tiktoken").
     */
    private static final int TOKENS_A_MESSAGE = 4;

    private static final int TOKENS_OF_PRIMING = 3;

    private ChatRequest() {}

    static Ask read(Body body, String model, Tokens tokens) throws Refused {
        List<Body.Message> messages = body.messages();
        int promptTokens = TOKENS_OF_PRIMING;
        for (Body.Message message : messages) {
            promptTokens += TOKENS_A_MESSAGE + tokens.count(message.text());
        }
        OptionalInt limit = body.tokens("max_completion_tokens");
        OptionalInt oldLimit = body.tokens("max_tokens");
        boolean stream = body.flag("stream", false);
        return new Ask(
                model,
                Body.Message.lastWords(messages),
                promptTokens,
                limit.isPresent() ? limit : oldLimit,
                stream,
                body.flag("stream_options", "include_usage", false),
                body.flag("stream_options", "include_obfuscation", true));
    }
}
