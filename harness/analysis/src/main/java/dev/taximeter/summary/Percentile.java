package dev.taximeter.summary;

/** The percentiles that tables show. Nearest rank on the raw values. */
public enum Percentile {
    /** Median. */
    P50(0.5),
    /** 90 %. */
    P90(0.9),
    /** 95 %. */
    P95(0.95),
    /** 99 %. */
    P99(0.99),
    /** 99.9 %. */
    P999(0.999);

    private final double probability;

    Percentile(double probability) {
        this.probability = probability;
    }

    /** In (0..1). */
    public double probability() {
        return probability;
    }

    /** The name in files and tables: {@code p50} … {@code p999}. */
    public String id() {
        return "p" + name().substring(1);
    }
}
