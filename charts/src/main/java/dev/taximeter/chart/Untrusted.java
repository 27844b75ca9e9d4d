package dev.taximeter.chart;

/**
 * Text that somebody else wrote: a vendor's error message, a label, a scenario. It is made harmless for terminals here;
 * each report escapes it for its own format besides.
 */
public final class Untrusted {
    private Untrusted() {}

    /** The text on one line: line ends and tabs become spaces, control characters go. */
    public static String line(String text) {
        return clean(text, false);
    }

    /** The text with its lines and tabs, without other control characters. */
    public static String block(String text) {
        return clean(text.replace("\r\n", "\n"), true);
    }

    private static String clean(String text, boolean keepLines) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                out.append(keepLines ? (char) c : ' ');
            } else if (!unwanted(c)) {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** Controls drive terminals, half surrogates break encoders, and bidirectional overrides make text lie. */
    private static boolean unwanted(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029
                || c == 0xFEFF
                || (c & 0xFFFE) == 0xFFFE;
    }
}
