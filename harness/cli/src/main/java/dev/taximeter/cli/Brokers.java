package dev.taximeter.cli;

import dev.taximeter.model.Arm;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.provider.http.KeyLookup;
import dev.taximeter.provider.queue.RedisFacts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import redis.clients.jedis.exceptions.JedisException;

/** What the brokers of a run's queues say of themselves. */
final class Brokers {
    private Brokers() {}

    /**
     * Asks each of them; Pub/Sub has nothing to tell.
     *
     * @param say gets a line on each that does not answer; whether that matters, its arm's requests will show
     * @return settings by arm
     */
    static Map<String, Map<String, String>> told(Scenario scenario, KeyLookup keys, Consumer<String> say) {
        Map<String, Map<String, String>> told = new HashMap<>();
        for (Arm arm : scenario.arms()) {
            Target asked = arm.target() instanceof Target.Started started ? started.behind() : arm.target();
            if (asked instanceof Target.RedisQueue queue) {
                try {
                    told.put(arm.name(), RedisFacts.ask(queue, keys.findIfNamed(queue.passwordVariable())));
                } catch (JedisException e) {
                    say.accept("arm %s: Redis tells nothing of its settings: %s".formatted(arm.name(), e.getMessage()));
                }
            }
        }
        return told;
    }
}
