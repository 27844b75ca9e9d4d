package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's {@code /v1/complete}, as Claude 1, 2 and Instant spoke it. It tells no usage. */
final class CompleteWire implements Wire {
    private static final String HUMAN = "\n\nHuman:";
    private static final String ASSISTANT = "\n\nAssistant:";

    private final @Nullable String onlyModel;
    private final Tokens tokens;
    private final AnthropicWire messages;

    CompleteWire(@Nullable String onlyModel, Tokens tokens) {
        this.onlyModel = onlyModel;
        this.tokens = tokens;
        this.messages = new AnthropicWire(onlyModel, tokens);
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        incoming.requirePost(incoming.path().equals("v1/complete"));
        incoming.requireKey("x-api-key", "Authorization");
        if (!incoming.headers().contains("anthropic-version")) {
            throw Body.bad(null, "anthropic-version: header is required");
        }
        Body body = Body.parse(incoming.body());
        String model = body.string("model").orElseThrow(() -> Body.bad("model", "model: field required"));
        if (onlyModel != null && !onlyModel.equals(model)) {
            throw new Refused(Fault.Kind.UNKNOWN_MODEL, "model: the emulated one is " + onlyModel);
        }
        String prompt = prompt(body);
        OptionalInt maxTokens = body.tokens("max_tokens_to_sample");
        if (maxTokens.isEmpty()) {
            throw Body.bad("max_tokens_to_sample", "max_tokens_to_sample: field required");
        }
        Transcript transcript = Transcript.of(prompt, HUMAN, ASSISTANT);
        return new Ask(
                incoming.path(),
                body,
                model,
                transcript.instructions(),
                prompt,
                transcript.lastWords(),
                tokens.count(prompt),
                maxTokens,
                AnswerForm.TEXT,
                body.flag("stream", false),
                false,
                false);
    }

    private static String prompt(Body body) throws Refused {
        String prompt = body.string("prompt").orElseThrow(() -> Body.bad("prompt", "prompt: field required"));
        if (!prompt.contains(HUMAN)) {
            throw Body.bad("prompt", "prompt must start with \"\\n\\nHuman:\" turn after an optional system prompt");
        }
        if (!prompt.stripTrailing().endsWith(ASSISTANT)) {
            throw Body.bad("prompt", "prompt must end with \"\\n\\nAssistant:\" turn");
        }
        return prompt;
    }

    @Override
    public String requestId(Noise noise) {
        return messages.requestId(noise);
    }

    @Override
    public String answerId(Noise noise) {
        return "compl_01" + noise.alphanumeric(22);
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        messages.describe(headers, situation);
    }

    @Override
    public Allowance generous() {
        return messages.generous();
    }

    @Override
    public String opening(Turn turn) {
        return "event: ping\ndata: {\"type\": \"ping\"}\n\n";
    }

    @Override
    public String content(Turn turn, Piece piece) {
        return event(turn, piece.text(), null);
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        return event(turn, "", stopReason(turn));
    }

    @Override
    public String errorFrame(Fault fault, String requestId) {
        return messages.errorFrame(fault, requestId);
    }

    @Override
    public String end() {
        return "";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        return completion(turn, turn.completion().text(), stopReason(turn)).toString();
    }

    @Override
    public int status(Fault fault) {
        return AnthropicTerms.status(fault);
    }

    @Override
    public String fault(Fault fault, String requestId) {
        return AnthropicTerms.fault(fault, requestId);
    }

    /** It had no word for a refusal, nor for an answer that was cut by a filter. */
    @Override
    public Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return switch (fault) {
            case REFUSAL, ANSWER_FILTERED -> Outcome.Kind.OK;
            default -> messages.expected(fault, streamed);
        };
    }

    @Override
    public String samplePath() {
        return "v1/complete";
    }

    @Override
    public String sampleBody(boolean stream) {
        return """
            {"model":"m","max_tokens_to_sample":8,"stream":%s,"prompt":"\\n\\nHuman: Hello?\\n\\nAssistant:"}\
            """.formatted(stream);
    }

    private static String event(Turn turn, String text, @Nullable String stopReason) {
        return "event: completion\ndata: " + completion(turn, text, stopReason) + "\n\n";
    }

    private static ObjectNode completion(Turn turn, String text, @Nullable String stopReason) {
        return Json.object()
                .put("type", "completion")
                .put("id", turn.answerId())
                .put("completion", text)
                .put("stop_reason", stopReason)
                .put("model", turn.ask().model())
                .put("stop", "stop_sequence".equals(stopReason) ? HUMAN : null)
                .put("log_id", turn.answerId());
    }

    private static String stopReason(Turn turn) {
        return switch (turn.completion().finish()) {
            case STOP, REFUSED, FILTERED -> "stop_sequence";
            case LENGTH -> "max_tokens";
        };
    }
}
