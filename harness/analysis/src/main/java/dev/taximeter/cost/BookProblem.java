package dev.taximeter.cost;

/**
 * A mistake in a price book.
 *
 * @param place where it is
 * @param what is wrong, and what was expected
 */
record BookProblem(Place place, String what) {
    /** One that concerns the whole file. */
    static BookProblem ofFile(String file, String what) {
        return new BookProblem(Place.of(file, null), what);
    }

    @Override
    public String toString() {
        return place + ": " + what;
    }
}
