package dev.taximeter.model;

/** What became of an answer that had to be JSON of a schema; the best first. */
public enum Soundness {
    /** JSON as it stands, and of the schema. */
    VALID("valid"),
    /** JSON of the schema once what {@link JsonRepair} names was mended. */
    REPAIRED("repaired"),
    /** JSON, perhaps mended, but not of the schema. */
    WRONG_SCHEMA("wrong schema"),
    /** Nothing that could be mended into a JSON object or array. */
    NOT_JSON("not JSON");

    private final String label;

    Soundness(String label) {
        this.label = label;
    }

    /** How reports call it. */
    public String label() {
        return label;
    }

    /** Whether a program can work with the answer, at once or after mending. */
    public boolean usable() {
        return this == VALID || this == REPAIRED;
    }
}
