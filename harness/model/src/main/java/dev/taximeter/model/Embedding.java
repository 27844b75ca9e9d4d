package dev.taximeter.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Optional;

/**
 * The vector that stands for a text. Compared by its letters: equal vectors are equal.
 *
 * @param base64 its numbers as 32-bit floats, little-endian, at least one, in base64, as OpenAI's API gives them
 */
public record Embedding(String base64) {

    /** The vector of these numbers, of which there is at least one. */
    public static Embedding of(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return new Embedding(Base64.getEncoder().encodeToString(bytes.array()));
    }

    /** The vector that a text holds; empty when it is no base64, no whole number of floats, or not finite. */
    public static Optional<Embedding> read(String text) {
        Embedding read = new Embedding(text);
        try {
            for (float number : read.numbers()) {
                if (!Float.isFinite(number)) {
                    return Optional.empty();
                }
            }
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return Optional.of(read);
    }

    /**
     * Its numbers, in their order.
     *
     * @throws IllegalArgumentException when it holds none
     */
    public float[] numbers() {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes.length == 0 || bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException("%d bytes are no vector of floats".formatted(bytes.length));
        }
        float[] numbers = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }
}
