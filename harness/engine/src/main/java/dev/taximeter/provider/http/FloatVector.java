package dev.taximeter.provider.http;

import dev.taximeter.model.Embedding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Vectors of 32-bit floats. */
final class FloatVector {
    private FloatVector() {}

    /** The array of numbers that the parser stands on, as base64 of little-endian floats; null when it is empty. */
    static @Nullable String base64(JsonParser json) {
        Numbers numbers = new Numbers();
        JsonScan.array(json, numbers::add);
        return numbers.count == 0 ? null : numbers.base64();
    }

    private static final class Numbers {
        private float[] values = new float[1536];
        private int count;

        void add(JsonParser json) {
            if (!json.currentToken().isNumeric()) {
                return;
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = json.getFloatValue();
        }

        String base64() {
            return Embedding.of(Arrays.copyOf(values, count)).base64();
        }
    }
}
