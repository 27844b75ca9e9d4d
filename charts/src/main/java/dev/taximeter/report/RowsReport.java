package dev.taximeter.report;

import dev.taximeter.chart.Untrusted;
import dev.taximeter.history.Rows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answer to a query, as a table, JSON or CSV. */
public final class RowsReport {
    private static final String GAP = "  ";

    private RowsReport() {}

    /** Columns under their names; figures at the right. The last line says how many rows there are. */
    public static String table(Rows answer) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(answer.columns().stream().map(Untrusted::line).toList());
        answer.rows()
                .forEach(row -> lines.add(row.stream().map(RowsReport::shown).toList()));
        int[] widths = new int[answer.columns().size()];
        boolean[] figures = new boolean[widths.length];
        for (int c = 0; c < widths.length; c++) {
            int column = c;
            widths[c] = lines.stream()
                    .mapToInt(line -> line.get(column).length())
                    .max()
                    .orElse(0);
            figures[c] = answer.rows().stream().map(row -> row.get(column)).anyMatch(Number.class::isInstance);
        }
        StringBuilder out = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder drawn = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String room = " ".repeat(widths[c] - line.get(c).length());
                drawn.append(c == 0 ? "" : GAP).append(figures[c] ? room + line.get(c) : line.get(c) + room);
            }
            out.append(drawn.toString().stripTrailing()).append('\n');
        }
        int rows = answer.rows().size();
        return out.append(rows == 1 ? "1 row" : rows + " rows").append('\n').toString();
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "–" : Untrusted.line(text(value));
    }

    /** Money without trailing zeros; all else as it is. */
    private static String text(Object value) {
        return value instanceof BigDecimal money ? money.stripTrailingZeros().toPlainString() : value.toString();
    }

    /** A list of objects. A value that does not exist is absent; money is a string, so that no digit is lost. */
    public static String json(Rows answer) {
        ArrayNode out = JsonReport.JSON.createArrayNode();
        for (List<@Nullable Object> row : answer.rows()) {
            ObjectNode node = out.addObject();
            for (int c = 0; c < row.size(); c++) {
                put(node, answer.columns().get(c), row.get(c));
            }
        }
        return JsonReport.JSON.writeValueAsString(out).replace("\r\n", "\n") + "\n";
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case BigDecimal money -> node.put(name, text(money));
            case Boolean truth -> node.put(name, truth);
            case Double number when Double.isFinite(number) -> node.put(name, number);
            case Float number when Float.isFinite(number) -> node.put(name, number);
            case Long number -> node.put(name, number);
            case Integer number -> node.put(name, number);
            case Short number -> node.put(name, number);
            case Byte number -> node.put(name, number);
            case Object other -> node.put(name, other.toString());
        }
    }

    /** With a header; see {@link CsvReport}. */
    public static String csv(Rows answer) {
        List<List<Object>> cells = answer.rows().stream()
                .map(row -> row.stream().map(RowsReport::cell).toList())
                .toList();
        return CsvReport.csv(answer.columns(), cells);
    }

    private static Object cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number when !Double.isFinite(number) -> "";
            case Number number -> number;
            case Object other -> CsvReport.text(other.toString());
        };
    }
}
