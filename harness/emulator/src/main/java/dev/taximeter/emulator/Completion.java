package dev.taximeter.emulator;

import java.util.List;

/**
 * What the emulated model says.
 *
 * @param pieces the text, cut into what each content frame carries; every piece is whole UTF-8
 * @param tokens its length, at least 0; not the number of pieces
 * @param cutOff whether the asked limit ended it
 */
record Completion(List<String> pieces, int tokens, boolean cutOff) {
    String text() {
        return String.join("", pieces);
    }
}
