package dev.taximeter.serve;

import dev.taximeter.model.Embedding;
import dev.taximeter.model.EntitySpan;
import dev.taximeter.nlu.IntentResult;
import dev.taximeter.nlu.NluModel.Inference;
import dev.taximeter.serve.Batcher.Inferred;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes answers in the shape in which they were asked for. Offsets count code points. */
final class AnswerJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double NANOS_PER_MILLI = 1e6;

    private final String model;
    private final String worker;
    private final @Nullable String bootId;

    /**
     * @param model its name
     * @param worker this process: one name, one clock
     * @param bootId of this machine; null where it is not known
     */
    AnswerJson(String model, String worker, @Nullable String bootId) {
        this.model = model;
        this.worker = worker;
        this.bootId = bootId;
    }

    /** When a request was read and its answer written, on this process' clock. */
    record Times(long receivedNanos, long repliedNanos) {}

    /** @param answers one for each text, all good */
    byte[] write(Asked asked, List<Inferred<Inference>> answers, Times times) {
        ObjectNode json = switch (asked.shape()) {
            case PARSE ->
                asked.body().has("texts") ? batch(asked, answers, times) : parse(asked, 0, answers.getFirst(), times);
            case RASA -> rasa(asked, 0, answers.getFirst());
            case KSERVE -> kserve(asked, answers);
            case EMBEDDINGS -> embeddings(asked, answers);
        };
        return JSON.writeValueAsBytes(json);
    }

    static byte[] error(Asked.@Nullable Shape shape, String message) {
        ObjectNode json = JSON.createObjectNode();
        if (shape == Asked.Shape.RASA) {
            json.put("status", "failure").put("reason", "NotAnswered").put("message", message);
        } else if (shape == Asked.Shape.EMBEDDINGS) {
            json.putObject("error").put("message", message).put("type", "invalid_request_error");
        } else {
            json.put("error", message);
        }
        return JSON.writeValueAsBytes(json);
    }

    private ObjectNode batch(Asked asked, List<Inferred<Inference>> answers, Times times) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode results = json.putArray("results");
        for (int i = 0; i < answers.size(); i++) {
            results.add(parse(asked, i, answers.get(i), times));
        }
        return json;
    }

    private ObjectNode parse(Asked asked, int index, Inferred<Inference> inferred, Times times) {
        ObjectNode json = rasa(asked, index, inferred);
        json.putObject("model").put("name", model);
        json.put("offset_unit", "codepoint");
        if (asked.body().path("id").isString()) {
            json.set("id", asked.body().path("id"));
        }
        ObjectNode timing = json.putObject("timing")
                .put("queue_ms", (inferred.fromNanos() - times.receivedNanos()) / NANOS_PER_MILLI)
                .put("infer_ms", (inferred.toNanos() - inferred.fromNanos()) / NANOS_PER_MILLI)
                .put("total_ms", (times.repliedNanos() - times.receivedNanos()) / NANOS_PER_MILLI)
                .put("worker", worker);
        if (bootId != null) {
            timing.put("boot_id", bootId);
        }
        timing.put("received_ns", times.receivedNanos())
                .put("infer_start_ns", inferred.fromNanos())
                .put("infer_end_ns", inferred.toNanos())
                .put("replied_ns", times.repliedNanos())
                .put("batch", inferred.batch());
        return json;
    }

    private static ObjectNode rasa(Asked asked, int index, Inferred<Inference> inferred) {
        String text = asked.texts().get(index);
        Inference inference = Objects.requireNonNull(inferred.result());
        IntentResult intent = inference.result().intent();
        ObjectNode json = JSON.createObjectNode().put("text", text);
        json.putObject("intent").put("name", intent.intent()).put("confidence", intent.confidence());
        ArrayNode ranking = json.putArray("intent_ranking");
        int most = asked.body().path("top_k").asInt(Integer.MAX_VALUE);
        intent.ranking().stream()
                .limit(Math.max(0, most))
                .forEach(candidate ->
                        ranking.addObject().put("name", candidate.intent()).put("confidence", candidate.confidence()));
        ArrayNode entities = json.putArray("entities");
        for (EntitySpan span : inference.result().entities()) {
            entities.addObject()
                    .put("entity", span.type())
                    .put("value", span.in(text))
                    .put("start", span.start())
                    .put("end", span.end());
        }
        return json;
    }

    private ObjectNode kserve(Asked asked, List<Inferred<Inference>> answers) {
        ObjectNode json = JSON.createObjectNode().put("model_name", model);
        if (asked.body().path("id").isString()) {
            json.set("id", asked.body().path("id"));
        }
        ArrayNode outputs = json.putArray("outputs");
        ArrayNode labels = output(outputs, "intent", "BYTES", answers.size());
        ArrayNode confidences = output(outputs, "confidence", "FP32", answers.size());
        for (Inferred<Inference> answer : answers) {
            IntentResult intent =
                    Objects.requireNonNull(answer.result()).result().intent();
            labels.add(intent.intent());
            confidences.add((float) intent.confidence());
        }
        return json;
    }

    private static ArrayNode output(ArrayNode outputs, String name, String datatype, int size) {
        ObjectNode output = outputs.addObject().put("name", name).put("datatype", datatype);
        output.putArray("shape").add(size);
        return output.putArray("data");
    }

    private ObjectNode embeddings(Asked asked, List<Inferred<Inference>> answers) {
        boolean base64 = asked.body().path("encoding_format").asString("float").equals("base64");
        ObjectNode json = JSON.createObjectNode().put("object", "list").put("model", model);
        ArrayNode data = json.putArray("data");
        for (int i = 0; i < answers.size(); i++) {
            float[] vector = Objects.requireNonNull(answers.get(i).result()).sentence();
            ObjectNode element = data.addObject().put("object", "embedding").put("index", i);
            if (base64) {
                element.put("embedding", Embedding.of(vector).base64());
            } else {
                ArrayNode numbers = element.putArray("embedding");
                for (float number : vector) {
                    numbers.add(number);
                }
            }
        }
        return json;
    }
}
