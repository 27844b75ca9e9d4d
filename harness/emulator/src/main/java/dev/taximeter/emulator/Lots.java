package dev.taximeter.emulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws by ratio. */
final class Lots {
    private Lots() {}

    /**
     * One of the cases, each as often as its ratio says; null as often as they leave room.
     *
     * @param cases in the order that decides which numbers are whose
     * @param unit 0..1
     */
    static <E> @Nullable E draw(E[] cases, Map<E, Double> ratios, double unit) {
        double upTo = 0;
        for (E each : cases) {
            upTo += ratios.getOrDefault(each, 0.0);
            if (unit < upTo) {
                return each;
            }
        }
        return null;
    }
}
