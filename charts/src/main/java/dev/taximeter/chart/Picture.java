package dev.taximeter.chart;

/** A place in a report where a picture belongs. */
public sealed interface Picture permits Figure, Picture.Missing {
    /** Unique within a report; lower-case letters and dashes. */
    String id();

    /** What it shows, one line. */
    String title();

    /**
     * There is nothing to draw.
     *
     * @param id of the picture that is missing
     * @param title what it would show
     * @param reason why it is missing, one sentence
     */
    record Missing(String id, String title, String reason) implements Picture {}
}
