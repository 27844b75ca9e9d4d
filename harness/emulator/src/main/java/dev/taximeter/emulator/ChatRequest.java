package dev.taximeter.emulator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** The request of a chat completion, which OpenAI and Azure share. */
final class ChatRequest {
    /**
     * What the chat format adds, for the models since gpt-3.5-turbo-0613: three tokens a message, one for its role, and
     * three that prime the answer (OpenAI cookbook, "How to count tokens with tiktoken").
     */
    private static final int TOKENS_A_MESSAGE = 4;

    private static final int TOKENS_OF_PRIMING = 3;

    private ChatRequest() {}

    static Ask read(Incoming incoming, Body body, String model, Tokens tokens) throws Refused {
        return read(incoming, body, model, form(body), tokens);
    }

    /** @param form for dialects that ask for it in words of their own */
    static Ask read(Incoming incoming, Body body, String model, AnswerForm form, Tokens tokens) throws Refused {
        List<Body.Message> messages = body.messages();
        int promptTokens = TOKENS_OF_PRIMING;
        for (Body.Message message : messages) {
            promptTokens += TOKENS_A_MESSAGE + tokens.count(message.text());
        }
        OptionalInt limit = body.tokens("max_completion_tokens");
        OptionalInt oldLimit = body.tokens("max_tokens");
        return new Ask(
                incoming.path(),
                body,
                model,
                Body.Message.instructions(messages),
                Body.Message.transcript(messages),
                Body.Message.lastWords(messages),
                promptTokens,
                limit.isPresent() ? limit : oldLimit,
                form,
                body.flag("stream", false),
                body.flag("stream_options", "include_usage", false),
                body.flag("stream_options", "include_obfuscation", true));
    }

    private static AnswerForm form(Body body) throws Refused {
        Optional<JsonNode> tool = tool(body);
        if (tool.isPresent()) {
            JsonNode function = tool.get();
            return new AnswerForm.ToolCall(function.path("name").asString(""), function.path("parameters"));
        }
        return switch (body.find("response_format", "type").asString("text")) {
            case "text" -> AnswerForm.TEXT;
            case "json_object" -> new AnswerForm.AnyJson();
            case "json_schema" -> new AnswerForm.SchemaJson(body.find("response_format", "json_schema", "schema"));
            default ->
                throw Body.bad(
                        "response_format", "response_format: the type must be text, json_object or json_schema.");
        };
    }

    /** The function that the answer must call; empty when the model may answer in words, as the emulated one then does. */
    private static Optional<JsonNode> tool(Body body) {
        String named = body.find("tool_choice", "function", "name").asString("");
        boolean required = body.find("tool_choice").asString("").equals("required");
        for (JsonNode tool : body.find("tools")) {
            JsonNode function = tool.path("function");
            if (required
                    || (!named.isEmpty() && function.path("name").asString("").equals(named))) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }
}
