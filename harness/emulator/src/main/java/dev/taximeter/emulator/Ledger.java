package dev.taximeter.emulator;

import dev.taximeter.model.TruthStamp;

/** Where an answer's stamp goes when it has ended. Called on an event loop. */
interface Ledger {
    /** @param contentEndBytes bytes of the body up to the end of each content frame that the stamp has a time of */
    void add(TruthStamp stamp, long[] contentEndBytes);
}
