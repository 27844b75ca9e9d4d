package dev.taximeter.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query.
 *
 * @param columns names, in their order
 * @param rows as many values as columns; null where there is no value. Numbers are numbers, money is a {@code BigDecimal},
 *     moments are {@code java.time.Instant}, lists and structures are text
 */
public record Rows(List<String> columns, List<List<@Nullable Object>> rows) {
    public Rows {
        columns = List.copyOf(columns);
        List<List<@Nullable Object>> copies = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = Collections.unmodifiableList(copies);
    }

    /** Rows of text alone. */
    public static Rows texts(List<String> columns, List<List<String>> rows) {
        List<List<@Nullable Object>> values = new ArrayList<>();
        rows.forEach(row -> values.add(new ArrayList<>(row)));
        return new Rows(columns, values);
    }
}
