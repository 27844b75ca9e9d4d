package dev.taximeter.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static final Table SWEPT = new Table(
            "t",
            "Transport, ms",
            List.of(new Column("rate", 10), Column.of("there p50"), new Column("n", 4), new Column("both p50", 7)),
            List.of(
                    Row.of("A queue with a long name (EMULATED)", cells("50/s")),
                    Row.of("A queue with a long name (EMULATED)", cells("100/s")),
                    Row.of("Short", cells("50/s"))),
            "",
            List.of());

    private static List<Cell> cells(String rate) {
        return List.of(
                Cell.of(rate),
                new Cell("0.252", "[0.227 … 0.268]"),
                Cell.of("400"),
                new Cell("0.543", "[0.508 … 0.574]"));
    }

    @Test
    void aLongNameGoesOnBelowWhereThatKeepsAColumn() {
        assertThat(drawn(68)).isEqualTo("""
            Transport, ms
                                  rate  there p50    n    both p50
            A queue with a long   50/s      0.252  400       0.543
            name (EMULATED)       [0.227 … 0.268]  [0.508 … 0.574]
            A queue with a long  100/s      0.252  400       0.543
            name (EMULATED)       [0.227 … 0.268]  [0.508 … 0.574]
            Short                 50/s      0.252  400       0.543
                                  [0.227 … 0.268]  [0.508 … 0.574]
            """);
    }

    @Test
    void whatWasVariedStaysWhileOtherColumnsGo() {
        String narrow = drawn(44);
        assertThat(narrow).contains("rate", "100/s", "there p50").doesNotContain("both p50");
        assertThat(narrow.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(44));
    }

    @Test
    void whereThereIsRoomNothingIsFolded() {
        assertThat(drawn(140)).contains("A queue with a long name (EMULATED)", "0.252 [0.227 … 0.268]");
    }

    private static String drawn(int columns) {
        StringBuilder out = new StringBuilder();
        new TextTable(new ConsoleReport.Style(columns, false)).append(out, SWEPT);
        return out.toString();
    }
}
