package dev.taximeter.judge;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Closes JSON that ended too early: all values that were whole are kept, a value that was half said is left out with its
 * name (half an address is no address), and the open objects and arrays are closed. Knows single quotes and comments.
 */
final class TailCloser {
    private final String text;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;
    private int keep = -1;
    private String closing = "";
    /** Whether the next value of the innermost object or array is a value and not a name. */
    private boolean valueDue;

    private TailCloser(String text, int start) {
        this.text = text;
        this.at = start;
    }

    /** The closed text, from the first opening sign on; null when nothing is open or nothing begins. */
    static @Nullable String close(String text) {
        int brace = text.indexOf('{');
        int bracket = text.indexOf('[');
        int start = brace < 0 ? bracket : bracket < 0 ? brace : Math.min(brace, bracket);
        return start < 0 ? null : new TailCloser(text, start).closed(start);
    }

    private @Nullable String closed(int start) {
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '{', '[' -> opens(c);
                case '}', ']' -> {
                    if (open.isEmpty()) {
                        return null;
                    }
                    open.pop();
                    at++;
                    valueEnds();
                    if (open.isEmpty()) {
                        return null; // it was whole; something else is wrong with it
                    }
                }
                case '"', '\'' -> quoted(c);
                case ':' -> {
                    valueDue = true;
                    at++;
                }
                case ',' -> {
                    valueDue = inArray();
                    at++;
                }
                case '/', '#' -> comment(c);
                default -> {
                    if (Character.isWhitespace(c)) {
                        at++;
                    } else {
                        bare();
                    }
                }
            }
        }
        return keep < 0 ? null : text.substring(start, keep) + closing;
    }

    private void opens(char c) {
        open.push(c);
        at++;
        valueDue = c == '[';
        keepSoFar();
    }

    /** All that was read so far can be kept. */
    private void keepSoFar() {
        keep = at;
        StringBuilder ends = new StringBuilder();
        open.forEach(sign -> ends.append(sign == '{' ? '}' : ']'));
        closing = ends.toString();
    }

    private void valueEnds() {
        valueDue = false;
        keepSoFar();
    }

    private boolean inArray() {
        return !open.isEmpty() && open.peek() == '[';
    }

    private void quoted(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        boolean whole = end < text.length();
        at = Math.min(text.length(), end + 1);
        if (whole && valueDue) {
            valueEnds();
        }
    }

    /** A number or a word; whole only when something follows it. */
    private void bare() {
        int end = at;
        while (end < text.length() && ",:]}{[\"' \t\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(at, end);
        boolean whole = end < text.length() || word.equals("true") || word.equals("false") || word.equals("null");
        at = Math.max(end, at + 1);
        if (whole && valueDue) {
            valueEnds();
        }
    }

    private void comment(char c) {
        if (c == '/' && text.startsWith("/*", at)) {
            int end = text.indexOf("*/", at + 2);
            at = end < 0 ? text.length() : end + 2;
        } else if (c == '#' || text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        } else {
            bare();
        }
    }
}
