package dev.taximeter.report;

import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Draws tables in letters of one width. Where there is room, an interval stands right of its figure; else it stands on a
 * line of its own below it; when that is too wide, the least important columns go, and long names go on below where that
 * keeps a column.
 */
final class TextTable {
    private static final int GAP = 2;

    private final ConsoleReport.Style style;
    private final Ansi ansi;

    TextTable(ConsoleReport.Style style) {
        this.style = style;
        this.ansi = new Ansi(style.colour());
    }

    void append(StringBuilder out, Table table) {
        int whole = widest(table, row -> List.of(row.label()));
        int narrow = widest(table, row -> folded(row.label()));
        boolean beside = width(table, all(table), whole, true) <= style.columns();
        List<Integer> withWhole = fitting(table, whole, beside);
        List<Integer> withNarrow = fitting(table, narrow, beside);
        boolean folding = withNarrow.size() > withWhole.size();
        List<Integer> shown = folding ? withNarrow : withWhole;
        int first = folding ? narrow : whole;
        List<Integer> ends = ends(table, shown, first, beside);
        out.append(ansi.bold(table.caption())).append('\n');
        String heads = line("", shown, ends, i -> table.columns().get(i).header());
        out.append(ansi.dim(heads)).append('\n');
        for (Row row : table.rows()) {
            List<String> label = row.label().length() > first ? folded(row.label()) : List.of(row.label());
            row(out, row, label, shown, ends, beside);
        }
    }

    private static List<Integer> all(Table table) {
        return IntStream.range(0, table.columns().size()).boxed().toList();
    }

    /** The columns that find room beside names of this width: the least important ones went, those of one weight together. */
    private List<Integer> fitting(Table table, int first, boolean beside) {
        List<Integer> shown = new ArrayList<>(all(table));
        while (width(table, shown, first, beside) > style.columns() && shown.size() > 1) {
            int least = shown.stream()
                    .mapToInt(i -> table.columns().get(i).keep())
                    .min()
                    .orElseThrow();
            List<Integer> going = shown.stream()
                    .filter(i -> table.columns().get(i).keep() == least)
                    .toList();
            shown.removeAll(least < Column.KEPT ? going : List.of(going.getLast()));
        }
        return shown;
    }

    private static int widest(Table table, Function<Row, List<String>> label) {
        return table.rows().stream()
                .flatMap(row -> label.apply(row).stream())
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    /** In two lines, the longer of them as short as can be; in one when there is no space in it. */
    private static List<String> folded(String label) {
        int best = -1;
        for (int at = label.indexOf(' '); at > 0; at = label.indexOf(' ', at + 1)) {
            int longer = Math.max(at, label.length() - at - 1);
            if (best < 0 || longer < Math.max(best, label.length() - best - 1)) {
                best = at;
            }
        }
        return best < 0 ? List.of(label) : List.of(label.substring(0, best), label.substring(best + 1));
    }

    private void row(
            StringBuilder out, Row row, List<String> label, List<Integer> shown, List<Integer> ends, boolean beside) {
        if (beside) {
            StringBuilder line = new StringBuilder(row.label());
            for (int i = 0; i < shown.size(); i++) {
                Cell cell = row.cells().get(shown.get(i));
                int gap = ends.get(i) - line.length() - cell.value().length();
                line.append(" ".repeat(Math.max(0, gap))).append(cell.value());
                line.append(cell.interval().isEmpty() ? "" : " " + cell.interval());
            }
            out.append(line.toString().stripTrailing()).append('\n');
            return;
        }
        out.append(line(label.getFirst(), shown, ends, i -> row.cells().get(i).value()))
                .append('\n');
        String rest = label.size() == 1 ? "" : label.getLast();
        String below = line(rest, shown, ends, i -> row.cells().get(i).interval());
        if (!below.isBlank()) {
            out.append(rest).append(ansi.dim(below.substring(rest.length()))).append('\n');
        }
    }

    /** Where each shown column's figure ends, in letters from the left. */
    private static List<Integer> ends(Table table, List<Integer> shown, int first, boolean beside) {
        List<Integer> ends = new ArrayList<>();
        int end = first;
        int lower = first;
        for (int i : shown) {
            end += GAP + valueWidth(table, i);
            int interval = intervalWidth(table, i);
            if (interval > 0 && !beside) {
                // An interval below reaches to the left, as far as the interval before it.
                end = Math.max(end, lower + GAP + interval);
                lower = end;
            }
            ends.add(end);
            end += interval > 0 && beside ? 1 + interval : 0;
        }
        return ends;
    }

    private static int width(Table table, List<Integer> shown, int first, boolean beside) {
        int last = shown.getLast();
        int behind = beside && intervalWidth(table, last) > 0 ? 1 + intervalWidth(table, last) : 0;
        return ends(table, shown, first, beside).getLast() + behind;
    }

    private interface Text {
        String of(int column);
    }

    /** Right-aligned texts, one at each column's end. */
    private static String line(String lead, List<Integer> shown, List<Integer> ends, Text text) {
        StringBuilder line = new StringBuilder(lead);
        for (int i = 0; i < shown.size(); i++) {
            String word = text.of(shown.get(i));
            if (word.isEmpty()) {
                continue; // its room may be wanted by the word behind it, which reaches to the left
            }
            line.append(" ".repeat(Math.max(0, ends.get(i) - line.length() - word.length())))
                    .append(word);
        }
        return line.toString().stripTrailing();
    }

    private static int valueWidth(Table table, int column) {
        Column head = table.columns().get(column);
        return table.rows().stream()
                .mapToInt(row -> row.cells().get(column).value().length())
                .reduce(head.header().length(), Math::max);
    }

    private static int intervalWidth(Table table, int column) {
        return table.rows().stream()
                .mapToInt(row -> row.cells().get(column).interval().length())
                .max()
                .orElse(0);
    }
}
