package dev.taximeter.model;

/** Takes samples as they end. Called from many threads; must not block for long. */
@FunctionalInterface
public interface SampleSink {
    void accept(Sample sample);

    /** Both, in this order. */
    default SampleSink and(SampleSink other) {
        return sample -> {
            accept(sample);
            other.accept(sample);
        };
    }
}
