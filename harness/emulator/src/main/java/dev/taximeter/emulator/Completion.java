package dev.taximeter.emulator;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the emulated model says.
 *
 * @param pieces the text, cut into what each content frame carries
 * @param tokens its length, at least 0; not the number of pieces
 * @param finish why it ends
 */
record Completion(List<Piece> pieces, int tokens, Finish finish) {

    /** Why an answer ends. Each vendor has names of its own. */
    enum Finish {
        /** All was said. */
        STOP,
        /** The asked limit was reached. */
        LENGTH,
        /** The vendor's filter stopped it; what was said before stands. */
        FILTERED,
        /** The model declined; the text says so. */
        REFUSED
    }

    String text() {
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    /** The same answer, stopped half-way by the vendor's filter. */
    Completion filtered() {
        List<Piece> kept = pieces.subList(0, Math.max(1, pieces.size() / 2));
        return new Completion(kept, kept.getLast().tokensSoFar(), Finish.FILTERED);
    }

    /** The same answer with another reason to end. */
    Completion finishing(Finish newFinish) {
        return new Completion(pieces, tokens, newFinish);
    }
}
