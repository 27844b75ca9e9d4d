package dev.taximeter.emulator.pubsub;

import dev.taximeter.emulator.Json;
import dev.taximeter.model.Delay;
import java.util.Map;

/**
 * Everything a fake Pub/Sub needs to know.
 *
 * @param seed of every draw: the same seed plays the same delays, topic by topic
 * @param publish from receiving a message to acknowledging that it is published
 * @param deliveries from receiving a message to handing it out, by the last part of the topic's name; none for others
 * @param ackDeadlineNanos after which an unanswered message is handed out again, whatever the subscriber asked for; 0 for
 *     what it asked for, which is 10 s at least
 */
public record FakePubSubConfig(long seed, Delay publish, Map<String, Delay> deliveries, long ackDeadlineNanos) {
    /** Delays nothing. */
    public static final FakePubSubConfig PROMPT = new FakePubSubConfig(1, new Delay.Constant(0), Map.of(), 0);

    public FakePubSubConfig {
        deliveries = Map.copyOf(deliveries);
    }

    /** On one line. */
    public String toJson() {
        return Json.MAPPER.writeValueAsString(this);
    }

    /** @throws IllegalArgumentException if it is not the JSON of a config; says where */
    public static FakePubSubConfig fromJson(String json) {
        return Json.read(json, FakePubSubConfig.class);
    }
}
