package dev.taximeter.provider.queue;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.provider.WorkerStamps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a worker answers. In JSON: {@code {"id", "intent": {"name", "confidence"}, "entities": [{"entity", "start",
 * "end"}], "timing": {"worker", "boot_id", "received_ns", "infer_start_ns", "infer_end_ns", "replied_ns", "delivery",
 * "batch"}}}; offsets count code points.
 *
 * @param id of the request
 * @param stamps the worker's times
 * @param answer what the model says; null for a ping and where {@code error} says why there is none
 * @param error why there is no answer; null otherwise
 */
public record QueueReply(
        String id,
        WorkerStamps stamps,
        @Nullable ModelAnswer answer,
        @Nullable String error) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What a model says of an utterance.
     *
     * @param intent what is wanted
     * @param confidence 0..1
     * @param entities what is named
     */
    public record ModelAnswer(String intent, double confidence, List<EntitySpan> entities) {
        public ModelAnswer {
            entities = List.copyOf(entities);
        }
    }

    /** Whether it answers a ping. */
    boolean isPong() {
        return answer == null && error == null;
    }

    /** As it travels. */
    public String toJson() {
        ObjectNode json = JSON.createObjectNode().put("id", id);
        if (answer != null) {
            json.putObject("intent").put("name", answer.intent()).put("confidence", answer.confidence());
            ArrayNode entities = json.putArray("entities");
            for (EntitySpan span : answer.entities()) {
                entities.addObject()
                        .put("entity", span.type())
                        .put("start", span.start())
                        .put("end", span.end());
            }
        }
        if (error != null) {
            json.put("error", error);
        }
        ObjectNode timing = json.putObject("timing").put("worker", stamps.worker());
        if (stamps.bootId() != null) {
            timing.put("boot_id", stamps.bootId());
        }
        timing.put("received_ns", stamps.receivedNanos())
                .put("infer_start_ns", stamps.inferFromNanos())
                .put("infer_end_ns", stamps.inferToNanos())
                .put("replied_ns", stamps.repliedNanos())
                .put("delivery", stamps.delivery())
                .put("batch", stamps.batch());
        return json.toString();
    }

    /**
     * As it came.
     *
     * @throws IllegalArgumentException when it is no such reply
     */
    public static QueueReply ofJson(String message) {
        try {
            JsonNode json = JSON.readTree(message);
            String id = json.path("id").asStringOpt().orElse("");
            if (id.isEmpty()) {
                throw new IllegalArgumentException("a reply without 'id'");
            }
            return new QueueReply(
                    id,
                    stamps(json.path("timing")),
                    json.path("intent").isObject() ? answer(json) : null,
                    json.path("error").asStringOpt().orElse(null));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a reply that is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static WorkerStamps stamps(JsonNode timing) {
        WorkerStamps stamps = new WorkerStamps(
                timing.path("worker").asStringOpt().orElse(""),
                timing.path("boot_id").asStringOpt().orElse(null),
                time(timing, "received_ns"),
                time(timing, "infer_start_ns"),
                time(timing, "infer_end_ns"),
                time(timing, "replied_ns"),
                Math.max(1, timing.path("delivery").asInt(1)),
                Math.max(1, timing.path("batch").asInt(1)));
        if (!stamps.inOrder()) {
            throw new IllegalArgumentException("a reply whose times are out of order: " + stamps);
        }
        return stamps;
    }

    private static long time(JsonNode timing, String name) {
        JsonNode value = timing.path(name);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("a reply without the time '" + name + "'");
        }
        return value.asLong();
    }

    private static ModelAnswer answer(JsonNode json) {
        List<EntitySpan> entities = new ArrayList<>();
        for (JsonNode entity : json.path("entities")) {
            entities.add(new EntitySpan(
                    entity.path("entity").asString(),
                    entity.path("start").asInt(),
                    entity.path("end").asInt()));
        }
        JsonNode intent = json.path("intent");
        return new ModelAnswer(
                intent.path("name").asString(), intent.path("confidence").asDouble(), entities);
    }
}
