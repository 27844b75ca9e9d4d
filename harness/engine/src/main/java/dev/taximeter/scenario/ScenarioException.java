package dev.taximeter.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** A scenario, or a file that it names, is not valid. Carries every problem that was found, not only the first. */
public final class ScenarioException extends Exception {
    private final List<Problem> problems;

    /** @param problems sorted by file, line and column; at least one */
    ScenarioException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** At least one; the scenario file's first, each file's in the order of their places. */
    public List<Problem> problems() {
        return problems;
    }

    /** All problems, each with its source line and a caret, a blank line between them. */
    public String forTerminal() {
        return problems.stream().map(Problem::forTerminal).collect(Collectors.joining("\n\n"));
    }
}
