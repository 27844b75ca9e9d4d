package dev.taximeter.cli;

import dev.taximeter.report.ConsoleReport;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where progress and warnings go: stderr, and whether a person looks at it. */
final class Terminal {
    private static final int DEFAULT_COLUMNS = 100;

    private final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    private final boolean interactive;

    @SuppressWarnings("SystemConsoleNull") // JDK 25 again gives none where nobody looks
    Terminal() {
        Console console = System.console();
        interactive = console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether lines may be drawn again. */
    boolean interactive() {
        return interactive;
    }

    /** Whether colours are wanted: on a terminal, unless {@code NO_COLOR} is set. */
    boolean colours() {
        return interactive && System.getenv("NO_COLOR") == null;
    }

    /** For reports: their width is what {@code COLUMNS} says, else 100. */
    ConsoleReport.Style style() {
        String columns = System.getenv("COLUMNS");
        int width = columns != null && columns.matches("[0-9]{2,4}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS;
        return new ConsoleReport.Style(width, colours());
    }

    void line(String text) {
        err.println(text);
    }

    void raw(String text) {
        err.print(text);
        err.flush();
    }
}
