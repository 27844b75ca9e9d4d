package dev.taximeter.serve;

import java.util.LinkedHashMap;
import java.util.Map;

/** How often each of the latest messages came, by its id, as far as this process remembers. Thread-safe. */
final class Deliveries {
    private final Map<String, Integer> counts;

    /** @param most ids that are remembered; the ones that came longest ago are forgotten first */
    Deliveries(int most) {
        this.counts = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                return size() > most;
            }
        };
    }

    /** Counts it once more; 1 is the first. */
    synchronized int of(String id) {
        return counts.merge(id, 1, Integer::sum);
    }
}
