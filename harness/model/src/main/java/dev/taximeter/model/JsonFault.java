package dev.taximeter.model;

import java.util.Locale;

/** How an emulated model spoils an answer that was to be JSON. */
public enum JsonFault {
    /** Inside a Markdown fence. */
    FENCED,
    /** A comma after the last member. */
    TRAILING_COMMA,
    /** Single quotes in the place of double ones. */
    SINGLE_QUOTES,
    /** The end is missing. */
    CUT_OFF,
    /** Valid JSON; a value has another type than the schema says. */
    WRONG_TYPE,
    /** Valid JSON; a required member is missing. */
    MISSING_FIELD,
    /** A sentence in the place of JSON. */
    PROSE;

    /** As profile files and reports write it, e.g. {@code trailing-comma}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
