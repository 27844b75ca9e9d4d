package dev.taximeter.report;

import dev.taximeter.chart.Untrusted;
import java.util.List;

/** A {@link Page} for a terminal: its sections with their tables, without pictures. */
public final class TextPage {
    private static final String GAP = "  ";

    private TextPage() {}

    /**
     * Lines of text, the last one ended too. Sentences keep to the style's width; tables are as wide as they are.
     */
    public static String of(Page page, ConsoleReport.Style style) {
        Ansi ansi = new Ansi(style.colour());
        StringBuilder out = new StringBuilder();
        out.append(ansi.bold(Untrusted.line(page.title()))).append('\n');
        out.append(ansi.dim(Untrusted.line(page.subtitle()))).append('\n');
        for (Page.Section section : page.sections()) {
            if (!section.lines().isEmpty() || !section.grids().isEmpty()) {
                out.append('\n').append(ansi.bold(section.heading())).append('\n');
            }
            section.lines().forEach(line -> ConsoleReport.wrap(out, "", Untrusted.line(line), style, words -> words));
            section.grids().forEach(grid -> append(out, grid, ansi));
        }
        return out.toString();
    }

    private static void append(StringBuilder out, Page.Grid grid, Ansi ansi) {
        int[] widths = new int[grid.header().size()];
        for (int c = 0; c < widths.length; c++) {
            int column = c;
            widths[c] = grid.rows().stream()
                    .mapToInt(row -> row.get(column).length())
                    .reduce(grid.header().get(c).length(), Math::max);
        }
        out.append(ansi.dim(line(grid.header(), widths))).append('\n');
        grid.rows().forEach(row -> out.append(line(row, widths)).append('\n'));
    }

    /** The first cell at the left, the others at the right of their columns. */
    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String cell = Untrusted.line(cells.get(c));
            String room = " ".repeat(Math.max(0, widths[c] - cell.length()));
            line.append(c == 0 ? cell + room : GAP + room + cell);
        }
        return line.toString().stripTrailing();
    }
}
