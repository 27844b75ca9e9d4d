package dev.taximeter.emulator;

import java.util.List;

/**
 * One answer, ready to be played.
 *
 * @param ask what was asked
 * @param thoughts what is thought before the answer, cut into what each frame of it carries; empty for most models
 * @param completion what is said
 * @param usage what it costs
 * @param answerId the vendor's id of the answer
 * @param createdSeconds seconds since 1970 that the answer claims; made up, from the ordinal
 * @param noise for padding
 */
record Turn(
        Ask ask,
        List<Piece> thoughts,
        Completion completion,
        Usage usage,
        String answerId,
        long createdSeconds,
        Noise noise) {}
