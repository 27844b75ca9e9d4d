package dev.taximeter.provider.http;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.Target.NluHttp;
import dev.taximeter.provider.WorkerStamps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server of a local model answered. Offsets count code points, in all of these shapes.
 *
 * @param intent the label
 * @param confidence 0..1; NaN where the server gives none
 * @param entities null where the shape has none
 * @param stamps the server's own times; null where it gives none that can be placed
 */
record NluAnswer(
        String intent,
        double confidence,
        @Nullable List<EntitySpan> entities,
        @Nullable WorkerStamps stamps) {
    private static final JsonMapper JSON = new JsonMapper();

    static NluAnswer of(NluHttp.Api api, byte[] body) throws MalformedException {
        try {
            JsonNode json = JSON.readTree(body);
            return switch (api) {
                case PARSE -> rasa(json, stamps(json.path("timing")));
                case RASA -> rasa(json, null);
                case KSERVE -> kserve(json);
                case TEI -> tei(json);
            };
        } catch (JacksonException e) {
            throw new MalformedException("broken JSON: " + e.getOriginalMessage());
        }
    }

    private static NluAnswer rasa(JsonNode json, @Nullable WorkerStamps stamps) throws MalformedException {
        JsonNode intent = json.path("intent");
        List<EntitySpan> entities = new ArrayList<>();
        for (JsonNode entity : json.path("entities")) {
            String type = text(entity.path("entity"), "an entity's name");
            int start = entity.path("start").asInt(-1);
            int end = entity.path("end").asInt(-1);
            if (start < 0 || end <= start) {
                throw new MalformedException("an entity from %d to %d".formatted(start, end));
            }
            entities.add(new EntitySpan(type, start, end));
        }
        return new NluAnswer(
                text(intent.path("name"), "the intent's name"),
                intent.path("confidence").asDouble(Double.NaN),
                entities,
                stamps);
    }

    private static @Nullable WorkerStamps stamps(JsonNode timing) {
        for (String time : List.of("received_ns", "infer_start_ns", "infer_end_ns", "replied_ns")) {
            if (!timing.path(time).isIntegralNumber()) {
                return null;
            }
        }
        WorkerStamps stamps = new WorkerStamps(
                timing.path("worker").asString(""),
                timing.path("boot_id").asStringOpt().orElse(null),
                timing.path("received_ns").asLong(),
                timing.path("infer_start_ns").asLong(),
                timing.path("infer_end_ns").asLong(),
                timing.path("replied_ns").asLong(),
                1,
                Math.max(1, timing.path("batch").asInt(1)));
        return stamps.inOrder() ? stamps : null;
    }

    private static NluAnswer kserve(JsonNode json) throws MalformedException {
        String intent = null;
        double confidence = Double.NaN;
        for (JsonNode output : json.path("outputs")) {
            JsonNode first = output.path("data").path(0);
            if (first.isString() && intent == null) {
                intent = first.asString();
            } else if (first.isNumber() && Double.isNaN(confidence)) {
                confidence = first.asDouble();
            }
        }
        if (intent == null) {
            throw new MalformedException("no output with a label (datatype BYTES)");
        }
        return new NluAnswer(intent, confidence, null, null);
    }

    /** A list of labels with scores, or, as for a batch, a list of such lists. */
    private static NluAnswer tei(JsonNode json) throws MalformedException {
        JsonNode labels = json.path(0).isArray() ? json.path(0) : json;
        JsonNode best = null;
        for (JsonNode label : labels) {
            if (best == null
                    || label.path("score").asDouble(0) > best.path("score").asDouble(0)) {
                best = label;
            }
        }
        if (best == null) {
            throw new MalformedException("no labels");
        }
        return new NluAnswer(
                text(best.path("label"), "the label"), best.path("score").asDouble(Double.NaN), null, null);
    }

    private static String text(JsonNode node, String what) throws MalformedException {
        if (!node.isString() || node.asString().isEmpty()) {
            throw new MalformedException(what + " is missing");
        }
        return node.asString();
    }
}
