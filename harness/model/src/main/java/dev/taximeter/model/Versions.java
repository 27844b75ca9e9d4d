package dev.taximeter.model;

/** What this build calls itself. */
public final class Versions {
    /** Taximeter's version. */
    public static final String TOOL = "0.1.0";

    private Versions() {}
}
