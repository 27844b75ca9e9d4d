package dev.taximeter.model;

/** What is mended in JSON that a model wrote. Nothing is invented but closing signs. */
public enum JsonRepair {
    /** A Markdown fence around it. */
    FENCES("code fences"),
    /** Words before or behind it. */
    PROSE("words around it"),
    /** Comments of Java, JavaScript or YAML in it. */
    COMMENTS("comments"),
    /** Texts in single quotes. */
    SINGLE_QUOTES("single quotes"),
    /** Names without quotes. */
    BARE_NAMES("names without quotes"),
    /** A comma behind the last member or element. */
    TRAILING_COMMAS("trailing commas"),
    /** Line breaks and tabs inside texts. */
    RAW_CONTROLS("line breaks in texts"),
    /** A backslash before a letter that JSON does not escape. */
    ODD_ESCAPES("odd escapes"),
    /** It ended too early; what was begun was closed, and what was half said left out. */
    CUT_OFF("cut-off tail");

    private final String label;

    JsonRepair(String label) {
        this.label = label;
    }

    /** How reports call it. */
    public String label() {
        return label;
    }
}
