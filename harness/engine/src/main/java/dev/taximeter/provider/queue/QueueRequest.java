package dev.taximeter.provider.queue;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client puts into the queue. In JSON: {@code {"id", "reply_to", "text"}}; without a text it is a ping, answered at
 * once and without the model.
 *
 * @param id says which answer belongs to it; unique among all clients
 * @param replyTo where the answer goes: the name of a list or a stream; in Pub/Sub the client's
 * @param text the utterance; null for a ping
 */
public record QueueRequest(
        String id, String replyTo, @Nullable String text) {
    private static final JsonMapper JSON = new JsonMapper();

    /** As it travels. */
    public String toJson() {
        var json = JSON.createObjectNode().put("id", id).put("reply_to", replyTo);
        if (text != null) {
            json.put("text", text);
        }
        return json.toString();
    }

    /**
     * As it came.
     *
     * @throws IllegalArgumentException when it is no such request
     */
    public static QueueRequest ofJson(String message) {
        try {
            JsonNode json = JSON.readTree(message);
            String id = json.path("id").asStringOpt().orElse("");
            String replyTo = json.path("reply_to").asStringOpt().orElse("");
            if (id.isEmpty() || replyTo.isEmpty()) {
                throw new IllegalArgumentException("a request without 'id' or 'reply_to'");
            }
            return new QueueRequest(id, replyTo, json.path("text").asStringOpt().orElse(null));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a request that is no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
