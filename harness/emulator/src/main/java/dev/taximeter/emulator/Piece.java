package dev.taximeter.emulator;

/**
 * What one content frame carries.
 *
 * @param index 0 for the first
 * @param text whole UTF-8, not empty
 * @param tokensSoFar tokens of the text up to its end
 */
record Piece(int index, String text, int tokensSoFar) {}
