package dev.taximeter.plan;

import static java.util.Objects.checkIndex;

/** Cuts a whole into parts that differ by one at most. */
final class Slices {
    private Slices() {}

    /** Where a part begins; for {@code part == parts} the end of the whole. */
    static long start(long whole, int part, int parts) {
        checkIndex(part, parts + 1);
        // whole * part / parts, without overflow.
        return whole / parts * part + whole % parts * part / parts;
    }

    /** Where a part begins; for {@code part == parts} the end of the whole. */
    static int start(int whole, int part, int parts) {
        return Math.toIntExact(start((long) whole, part, parts));
    }
}
