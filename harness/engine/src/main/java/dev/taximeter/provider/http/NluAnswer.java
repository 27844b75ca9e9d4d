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
 * What a server of a local model answered. Entities are placed by code points, whatever the server counts.
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

    /** @param text that was asked about */
    static NluAnswer of(NluHttp target, String text, byte[] body) throws MalformedException {
        try {
            JsonNode json = JSON.readTree(body);
            NluHttp.Logits logits = target.logits();
            return switch (target.api()) {
                case PARSE -> rasa(json, text, target.offsets(), stamps(json.path("timing")));
                case RASA -> rasa(json, text, target.offsets(), null);
                case KSERVE -> logits == null ? kserve(json) : likeliest(json, logits);
                case TEI -> tei(json);
            };
        } catch (JacksonException e) {
            throw new MalformedException("broken JSON: " + e.getOriginalMessage());
        }
    }

    private static NluAnswer rasa(JsonNode json, String asked, NluHttp.Offsets offsets, @Nullable WorkerStamps stamps)
            throws MalformedException {
        JsonNode intent = json.path("intent");
        List<EntitySpan> entities = new ArrayList<>();
        for (JsonNode entity : json.path("entities")) {
            String type = text(entity.path("entity"), "an entity's name");
            int start = codePoint(entity.path("start").asInt(-1), asked, offsets);
            int end = codePoint(entity.path("end").asInt(-1), asked, offsets);
            if (start < 0 || end <= start) {
                throw new MalformedException("an entity from %s to %s in a text of %d code points"
                        .formatted(entity.path("start"), entity.path("end"), asked.codePointCount(0, asked.length())));
            }
            entities.add(new EntitySpan(type, start, end));
        }
        return new NluAnswer(
                text(intent.path("name"), "the intent's name"),
                intent.path("confidence").asDouble(Double.NaN),
                entities,
                stamps);
    }

    /** The place in code points; −1 when it is none of this text, or within a character. */
    private static int codePoint(int place, String text, NluHttp.Offsets offsets) {
        int points = 0;
        int units = 0;
        for (int i = 0; units < place && i < text.length(); points++) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            units += switch (offsets) {
                case CODE_POINTS -> 1;
                case UTF16 -> Character.charCount(character);
                case BYTES -> utf8Bytes(character);
            };
        }
        return units == place ? points : -1;
    }

    private static int utf8Bytes(int character) {
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
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

    private static NluAnswer likeliest(JsonNode json, NluHttp.Logits wanted) throws MalformedException {
        double[] logits = logits(json, wanted);
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - logits[best]);
        }
        return new NluAnswer(wanted.labels().get(best), 1 / sum, null, null);
    }

    /** Batches of one, whether the numbers lie flat or in a list for each text. */
    private static double[] logits(JsonNode json, NluHttp.Logits wanted) throws MalformedException {
        List<String> names = new ArrayList<>();
        for (JsonNode output : json.path("outputs")) {
            names.add(output.path("name").asString(""));
            if (names.getLast().equals(wanted.output())) {
                JsonNode data = output.path("data").path(0).isArray()
                        ? output.path("data").path(0)
                        : output.path("data");
                if (data.size() != wanted.labels().size()
                        || data.valueStream().anyMatch(number -> !number.isNumber())) {
                    throw new MalformedException(
                            "output '%s' is not one number for each of %d labels: %d values of datatype %s"
                                    .formatted(
                                            wanted.output(),
                                            wanted.labels().size(),
                                            data.size(),
                                            output.path("datatype").asString("?")));
                }
                return data.valueStream().mapToDouble(JsonNode::asDouble).toArray();
            }
        }
        throw new MalformedException("no output '%s', only %s".formatted(wanted.output(), names));
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
