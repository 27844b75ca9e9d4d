package dev.taximeter.history;

/** What is followed from night to night. No p99: that of one night's few hundred requests is mostly chance. */
public enum Quantity {
    /** Response time, median. */
    RESPONSE_P50("response.p50", "Response time, p50", "response_p50", Unit.NANOS, true),
    /** Response time, 95th percentile. */
    RESPONSE_P95("response.p95", "Response time, p95", "response_p95", Unit.NANOS, true),
    /** Time to first token, median. */
    TTFT_P50("ttft.p50", "Time to first token, p50", "ttft_p50", Unit.NANOS, true),
    /** Time per output token, median. */
    TPOT_P50("tpot.p50", "Time per output token, p50", "tpot_p50", Unit.NANOS, true),
    /** Good answers of all requests. */
    OK_RATIO("ok.ratio", "Good answers", "ok_ratio", Unit.RATIO, false),
    /** Right answers, prompt by prompt. */
    ACCURACY("accuracy", "Right answers", "accuracy_ratio", Unit.RATIO, false),
    /** Cost per request. */
    COST("cost.perRequest", "Cost per request", "cost_per_request", Unit.MONEY, true);

    private final String id;
    private final String label;
    private final String column;
    private final Unit unit;
    private final boolean lessIsBetter;

    Quantity(String id, String label, String column, Unit unit, boolean lessIsBetter) {
        this.id = id;
        this.label = label;
        this.column = column;
        this.unit = unit;
        this.lessIsBetter = lessIsBetter;
    }

    /** What a value counts. */
    public enum Unit {
        /** Nanoseconds. */
        NANOS,
        /** 0..1. */
        RATIO,
        /** Money, in the arm's currency. */
        MONEY
    }

    /** The name in files, the same as in comparisons where those ask it. */
    public String id() {
        return id;
    }

    /** The name for people. */
    public String label() {
        return label;
    }

    /** What its values count. */
    public Unit unit() {
        return unit;
    }

    /** Whether a smaller value is a better one. */
    public boolean lessIsBetter() {
        return lessIsBetter;
    }

    String valueColumn() {
        return unit == Unit.NANOS ? column + "_ns" : column;
    }

    /** Of the lower end of its interval; NULL where there is none. */
    String lowColumn() {
        return unit == Unit.NANOS ? column + "_low_ns" : "NULL::DOUBLE";
    }

    /** Of the upper end. */
    String highColumn() {
        return unit == Unit.NANOS ? column + "_high_ns" : "NULL::DOUBLE";
    }
}
