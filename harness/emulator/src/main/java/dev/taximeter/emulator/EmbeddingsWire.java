package dev.taximeter.emulator;

import dev.taximeter.model.InjectedFault;
import dev.taximeter.model.Outcome;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's {@code /v1/embeddings}, as numbers or base64. A text's vector is drawn from the text, of length 1: equal
 * texts have equal vectors, and that is all that they mean.
 */
final class EmbeddingsWire implements Wire {
    private static final int DEFAULT_DIMENSIONS = 1_536;
    private static final int MOST_DIMENSIONS = 3_072;

    private final @Nullable String onlyModel;
    private final Tokens tokens;
    private final Seed seed;

    EmbeddingsWire(@Nullable String onlyModel, Tokens tokens, Seed seed) {
        this.onlyModel = onlyModel;
        this.tokens = tokens;
        this.seed = seed.branch("vectors");
    }

    @Override
    public Ask read(Incoming incoming) throws Refused {
        OpenAiTerms.require(incoming, "v1/embeddings");
        Body body = Body.parse(incoming.body());
        String model = OpenAiTerms.model(body, onlyModel);
        List<String> inputs = body.texts("input");
        OptionalInt _ = body.number("dimensions", 1, MOST_DIMENSIONS);
        String format = body.string("encoding_format").orElse("float");
        if (!format.equals("float") && !format.equals("base64")) {
            throw Body.bad("encoding_format", "encoding_format: must be float or base64.");
        }
        return new Ask(
                incoming.path(),
                body,
                model,
                "",
                String.join("\n", inputs),
                inputs.getFirst(),
                inputs.stream().mapToInt(tokens::count).sum(),
                OptionalInt.of(1),
                AnswerForm.TEXT,
                false,
                true,
                false);
    }

    @Override
    public String requestId(Noise noise) {
        return OpenAiTerms.requestId(noise);
    }

    /** Vectors have none. */
    @Override
    public String answerId(Noise noise) {
        return "";
    }

    @Override
    public void describe(HttpHeaders headers, Situation situation) {
        OpenAiTerms.describe(headers, situation);
    }

    @Override
    public String opening(Turn turn) {
        return "";
    }

    @Override
    public String content(Turn turn, Piece piece) {
        return "";
    }

    @Override
    public String closing(Turn turn, Timeline timeline) {
        return "";
    }

    @Override
    public String errorFrame(Fault fault, String requestId) {
        return "";
    }

    @Override
    public String end() {
        return "";
    }

    @Override
    public String whole(Turn turn, Timeline timeline) {
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        try {
            for (String input : turn.ask().body().texts("input")) {
                element(data.addObject().put("object", "embedding").put("index", data.size() - 1), turn, input);
            }
        } catch (Refused e) {
            throw new IllegalStateException("a request that was read before", e);
        }
        body.put("model", turn.ask().model());
        body.putObject("usage")
                .put("prompt_tokens", turn.usage().inputTokens())
                .put("total_tokens", turn.usage().inputTokens());
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

    /** A vector declines nothing, and never comes in frames, whatever was asked. */
    @Override
    public Outcome.Kind expected(InjectedFault fault, boolean streamed) {
        return switch (fault) {
            case REFUSAL, ANSWER_FILTERED -> Outcome.Kind.OK;
            default -> fault.expected(false);
        };
    }

    @Override
    public String samplePath() {
        return "v1/embeddings";
    }

    @Override
    public String sampleBody(boolean stream) {
        return "{\"model\":\"m\",\"input\":\"Hello?\",\"dimensions\":8}";
    }

    private void element(ObjectNode element, Turn turn, String input) {
        float[] vector = vector(input, turn.ask().body().find("dimensions").asInt(DEFAULT_DIMENSIONS));
        if (turn.ask().body().find("encoding_format").asString("float").equals("base64")) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            element.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
        } else {
            ArrayNode numbers = element.putArray("embedding");
            for (float value : vector) {
                numbers.add(value);
            }
        }
    }

    private float[] vector(String input, int dimensions) {
        RandomGenerator random = seed.branch(input).random();
        double[] drawn = random.doubles(dimensions).map(unit -> unit - 0.5).toArray();
        double length = 0;
        for (double value : drawn) {
            length = Math.hypot(length, value);
        }
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (drawn[i] / length);
        }
        return vector;
    }
}
