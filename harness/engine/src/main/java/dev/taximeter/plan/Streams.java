package dev.taximeter.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Independent streams of random numbers from one seed, each found by its name. A stream's 256 bits of state are the hash
 * of seed and name, so that drawing from one never moves another.
 */
record Streams(long seed, String prefix) {
    private static final RandomGeneratorFactory<RandomGenerator> GENERATOR =
            RandomGeneratorFactory.of("L64X128MixRandom");

    Streams(long seed) {
        this(seed, "");
    }

    /** Streams of their own under this name. */
    Streams under(String name) {
        return new Streams(seed, prefix + name + '/');
    }

    /** The stream of this purpose in this trial. */
    RandomGenerator of(String purpose, int trial) {
        return named(purpose + '/' + trial);
    }

    /** The stream of this purpose, for one arm in this trial. */
    RandomGenerator of(String purpose, int trial, String arm) {
        return named(purpose + '/' + trial + '/' + arm);
    }

    private RandomGenerator named(String name) {
        try {
            byte[] state = MessageDigest.getInstance("SHA-256")
                    .digest((seed + "/" + prefix + name).getBytes(StandardCharsets.UTF_8));
            return GENERATOR.create(state);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
