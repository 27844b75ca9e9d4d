package dev.taximeter.cost;

import java.util.List;

/** Price books have mistakes; all of them are listed at once. */
public final class PriceBookException extends Exception {
    private final transient List<String> problems;

    PriceBookException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** At least one, each {@code file:line:column: what is wrong, what was expected}. */
    public List<String> problems() {
        return problems;
    }
}
