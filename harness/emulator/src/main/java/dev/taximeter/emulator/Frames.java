package dev.taximeter.emulator;

/** Damage to frames. */
final class Frames {
    private Frames() {}

    /** The same frame, its JSON cut off in the middle; the line still ends. */
    static String malformed(String frame) {
        int end = frame.lastIndexOf('}');
        int start = frame.indexOf('{');
        return frame.substring(0, start + (end - start) / 2) + frame.substring(end + 1);
    }
}
