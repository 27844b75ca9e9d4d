package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's {@code /v1/completions}: a text in, its continuation out. Several prompts, or {@code n} of each, are answered
 * with as many choices, side by side in a stream; all say the same.
 */
final class CompletionsWire implements Wire {
    private static final int DEFAULT_MAX_TOKENS = 16;
    private static final int MOST_CHOICES = 128;

    private final @Nullable String onlyModel;
    private final Tokens tokens;

    CompletionsWire(@Nullable String onlyModel, Tokens tokens) {
        this.onlyModel = onlyModel;
        this.tokens = tokens;
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        incoming.requirePost(incoming.path().equals("v1/completions"));
        incoming.requireKey("Authorization");
        Body body = Body.parse(incoming.body());
        String model = OpenAiTerms.model(body, onlyModel);
        List<String> prompts = body.texts("prompt");
        int each = body.number("n", 1, MOST_CHOICES).orElse(1);
        if (prompts.size() * each > MOST_CHOICES) {
            throw Body.bad("n", "n: at most " + MOST_CHOICES + " choices are made at once.");
        }
        Transcript transcript = Transcript.of(prompts.getFirst(), "User: ", "Assistant:");
        return new Ask(
                incoming.path(),
                body,
                model,
                transcript.instructions(),
                String.join("\n", prompts),
                transcript.lastWords(),
                prompts.stream().mapToInt(tokens::count).sum(),
                OptionalInt.of(body.tokens("max_tokens").orElse(DEFAULT_MAX_TOKENS)),
                AnswerForm.TEXT,
                body.flag("stream", false),
                body.flag("stream_options", "include_usage", false),
                false);
    }

    @Override
    public String requestId(Noise noise) {
        return OpenAiTerms.requestId(noise);
    }

    @Override
    public String answerId(Noise noise) {
        return "cmpl-" + noise.alphanumeric(29);
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        OpenAiTerms.describe(headers, situation);
    }

    /** Its stream has no first frame of its own. */
    @Override
    public String opening(Turn turn) {
        return "";
    }

    @Override
    public String content(Turn turn, Piece piece) {
        return frames(turn, piece.text(), null);
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        String finish = frames(turn, "", finishReason(turn));
        return finish + (turn.ask().includeUsage() ? usageFrame(turn) : "") + end();
    }

    @Override
    public String errorFrame(Fault fault, String requestId) {
        return "data: " + fault(fault, requestId) + "\n\n";
    }

    @Override
    public String end() {
        return "data: [DONE]\n\n";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        ObjectNode body = head(turn);
        ArrayNode all = body.putArray("choices");
        for (int index = 0; index < choices(turn); index++) {
            choice(all.addObject(), index, turn.completion().text(), finishReason(turn));
        }
        body.set("usage", usage(turn));
        return body.toString();
    }

    @Override
    public int status(Fault fault) {
        return OpenAiTerms.status(fault);
    }

    @Override
    public String fault(Fault fault, String requestId) {
        return OpenAiTerms.fault(fault);
    }

    /** A model that only continues a text declines in words like any others. */
    @Override
    public Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return fault == InjectedFault.REFUSAL ? Outcome.Kind.OK : fault.expected(streamed);
    }

    @Override
    public String samplePath() {
        return "v1/completions";
    }

    @Override
    public String sampleBody(boolean stream) {
        return """
            {"model":"m","max_tokens":8,"stream":%s,"stream_options":{"include_usage":true},"prompt":"Hello?"}\
            """.formatted(stream);
    }

    private static int choices(Turn turn) {
        int prompts = Math.max(1, turn.ask().body().find("prompt").size());
        return prompts * turn.ask().body().find("n").asInt(1);
    }

    private static String frames(Turn turn, String text, @Nullable String finishReason) {
        return IntStream.range(0, choices(turn))
                .mapToObj(index -> frame(turn, index, text, finishReason))
                .collect(Collectors.joining());
    }

    private static String frame(Turn turn, int index, String text, @Nullable String finishReason) {
        ObjectNode frame = head(turn);
        choice(frame.putArray("choices").addObject(), index, text, finishReason);
        return "data: " + (turn.ask().includeUsage() ? frame.putNull("usage") : frame) + "\n\n";
    }

    private static void choice(ObjectNode choice, int index, String text, @Nullable String finishReason) {
        choice.put("text", text).put("index", index).putNull("logprobs").put("finish_reason", finishReason);
    }

    private static String usageFrame(Turn turn) {
        ObjectNode frame = head(turn);
        frame.putArray("choices");
        return "data: " + frame.set("usage", usage(turn)) + "\n\n";
    }

    private static ObjectNode head(Turn turn) {
        return Json.object()
                .put("id", turn.answerId())
                .put("object", "text_completion")
                .put("created", turn.createdSeconds())
                .put("model", turn.ask().model());
    }

    private static ObjectNode usage(Turn turn) {
        int input = turn.usage().inputTokens();
        int output = turn.usage().outputTokens() * choices(turn);
        return Json.object()
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
    }

    private static String finishReason(Turn turn) {
        return switch (turn.completion().finish()) {
            case STOP, REFUSED -> "stop";
            case LENGTH -> "length";
            case FILTERED -> "content_filter";
        };
    }
}
