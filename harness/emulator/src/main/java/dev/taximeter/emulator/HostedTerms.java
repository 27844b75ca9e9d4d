package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What self-hosted servers have in common: one model, no money, no filter, and a key only where the owner wants one. */
final class HostedTerms {
    private HostedTerms() {}

    /** The path is right, and if there is a key it is a made-up one. */
    static Body body(Incoming incoming, boolean rightPath) throws Refused {
        incoming.requirePost(rightPath);
        if (incoming.headers().contains("Authorization")) {
            incoming.requireKey("Authorization");
        }
        return Body.parse(incoming.body());
    }

    /** A chat in OpenAI's form. */
    static Ask chat(Incoming incoming, @Nullable String onlyModel, Tokens tokens) throws Refused {
        Body body = body(incoming, incoming.path().equals("v1/chat/completions"));
        return ChatRequest.read(incoming, body, OpenAiTerms.model(body, onlyModel), tokens);
    }

    /** A text to be continued. */
    static Ask text(
            Incoming incoming, Body body, String model, String text, OptionalInt limit, AnswerForm form, Tokens tokens)
            throws Refused {
        Transcript transcript = Transcript.of(text, "User: ", "Assistant:");
        return new Ask(
                incoming.path(),
                body,
                model,
                transcript.instructions(),
                text,
                transcript.lastWords(),
                tokens.count(text),
                limit,
                form,
                body.flag("stream", false),
                body.flag("stream_options", "include_usage", false),
                false);
    }

    /** Real ones tell no id, or only if asked to; the emulator's stamps are found by it. */
    static void describe(HttpHeaders headers, Situation situation) {
        headers.set("x-request-id", situation.requestId());
    }

    static int status(Fault fault) {
        return OpenAiTerms.status(fault);
    }

    static String finishReason(Turn turn) {
        return switch (turn.completion().finish()) {
            case STOP -> turn.ask().form() instanceof AnswerForm.ToolCall ? "tool_calls" : "stop";
            case REFUSED, FILTERED -> "stop";
            case LENGTH -> "length";
        };
    }

    /** Nobody filters, sells or has a word for declining: such answers are ordinary, and such errors too. */
    static Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return switch (fault) {
            case REFUSAL, ANSWER_FILTERED -> Outcome.Kind.OK;
            case PROMPT_FILTERED -> Outcome.Kind.BAD_REQUEST;
            case QUOTA_EXHAUSTED, SPEND_LIMIT -> Outcome.Kind.RATE_LIMITED;
            default -> fault.expected(streamed);
        };
    }

    static ObjectNode delta(Turn turn, Piece piece) {
        return turn.ask().form() instanceof AnswerForm.ToolCall
                ? OpenAiTerms.delta(turn, piece)
                : Json.object().put("content", piece.text());
    }

    /** The fields of an assistant's message. */
    static ObjectNode message(Turn turn) {
        ObjectNode message = Json.object().put("role", "assistant");
        if (turn.ask().form() instanceof AnswerForm.ToolCall) {
            OpenAiTerms.words(message, turn);
            return message;
        }
        return message.put("content", turn.completion().text());
    }

    static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    static ObjectNode usage(Turn turn) {
        int input = turn.usage().inputTokens();
        int output = turn.usage().outputTokens();
        return Json.object()
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
    }
}
