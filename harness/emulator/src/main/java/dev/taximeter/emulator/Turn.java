package dev.taximeter.emulator;

/**
 * One answer, ready to be played.
 *
 * @param ask what was asked
 * @param completion what is said
 * @param answerId the vendor's id of the answer
 * @param createdSeconds seconds since 1970 that the answer claims; made up, from the ordinal
 * @param noise for padding
 */
record Turn(Ask ask, Completion completion, String answerId, long createdSeconds, Noise noise) {}
