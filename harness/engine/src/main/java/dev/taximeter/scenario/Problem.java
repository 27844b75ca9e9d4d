package dev.taximeter.scenario;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a file that a user wrote. Never holds a secret: what looks like one is left out.
 *
 * @param file as the user named it, or beside the file that the user named
 * @param line 1-based; 1 also when the whole file is meant
 * @param column 1-based, in characters; 1 also when the whole line or file is meant
 * @param message what is wrong, e.g. {@code unknown key 'arrival'}
 * @param expected what would be right, with an example; null when the message says it
 * @param suggestion the word that was probably meant; null when none is near
 * @param excerpt the line itself; null when it cannot be shown
 */
public record Problem(
        String file,
        int line,
        int column,
        String message,
        @Nullable String expected,
        @Nullable String suggestion,
        @Nullable String excerpt) {

    /** In one line: {@code scenarios/x.yaml:12:7: unknown key 'arrival'; expected …; did you mean 'arrivals'?}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%s:%d:%d: %s".formatted(file, line, column, message));
        if (expected != null) {
            text.append("; expected ").append(expected);
        }
        if (suggestion != null) {
            text.append("; did you mean '").append(suggestion).append("'?");
        }
        return text.toString();
    }

    /** As {@link #toString()}, followed by the line with a caret under the place, when it can be shown. No colours. */
    public String forTerminal() {
        if (excerpt == null) {
            return toString();
        }
        String indent = excerpt.codePoints()
                .limit(column - 1L)
                .map(c -> c == '\t' ? '\t' : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return String.format(Locale.ROOT, "%s%n%6d | %s%n       | %s^", this, line, excerpt, indent);
    }
}
