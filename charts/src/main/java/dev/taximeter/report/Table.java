package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table before it has a format: all text is final, nothing is escaped.
 *
 * @param id lower-case letters and dashes
 * @param caption what it shows, with the unit of its figures
 * @param heads what the first column names, e.g. {@code arm}
 * @param columns after the first
 * @param rows at least one
 * @param note how to read it, for formats that have room; empty for none
 * @param caveats sentences that no format may leave out
 */
record Table(
        String id,
        String caption,
        String heads,
        List<Column> columns,
        List<Row> rows,
        String note,
        List<String> caveats) {
    Table {
        caveats = List.copyOf(caveats);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A table whose lines are arms. */
    Table(String id, String caption, List<Column> columns, List<Row> rows, String note, List<String> caveats) {
        this(id, caption, "arm", columns, rows, note, caveats);
    }

    /**
     * A column.
     *
     * @param header a few letters
     * @param keep how long it stays when room gets scarce: 10 always, 9 for figures that matter most, 1 goes first
     */
    record Column(String header, int keep) {
        /** The weight of figures that matter most; they go one by one, lighter ones with all of their weight. */
        static final int KEPT = 9;

        /** A column without which the others say nothing, e.g. what was varied. */
        static Column always(String header) {
            return new Column(header, KEPT + 1);
        }

        static Column of(String header) {
            return new Column(header, KEPT);
        }
    }

    /**
     * One line of figures.
     *
     * @param label what it is about
     * @param arm whose figures they are; null when the line is not about one arm
     * @param emulated whether those are the emulator's
     */
    record Row(String label, @Nullable ArmLook arm, boolean emulated, List<Cell> cells) {
        Row {
            cells = List.copyOf(cells);
        }

        /** The figures of one arm. */
        Row(ArmLook arm, boolean emulated, List<Cell> cells) {
            this(arm.label(), arm, emulated, cells);
        }

        static Row of(String label, List<Cell> cells) {
            return new Row(label, null, false, cells);
        }
    }

    /**
     * One figure.
     *
     * @param value as it is printed; a dash when there is none
     * @param interval {@code [low … high]} in the same unit; empty when there is none
     */
    record Cell(String value, String interval) {
        static final Cell NONE = new Cell("–", "");

        static Cell of(String value) {
            return new Cell(value, "");
        }
    }
}
