package dev.taximeter.history;

import dev.taximeter.stats.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads trends out of a history: all quantities of all arms in one query. */
public final class Trends {
    private static final int FIXED_COLUMNS = 8;
    private static final int SETTING_COLUMNS = 4;
    private static final double CONFIDENCE = 0.95;

    private Trends() {}

    /**
     * The trends of all valid, whole runs, ordered by scenario, arm, place and quantity.
     *
     * @param last at most so many of the latest nights of each
     */
    public static List<Trend> of(History history, int last) {
        try {
            return of(history.query(sql()), last);
        } catch (QueryException e) {
            throw new IllegalStateException("our own query is wrong", e);
        }
    }

    private static String sql() {
        String figures = Arrays.stream(Quantity.values())
                .map(q ->
                        "%s::DOUBLE, %s::DOUBLE, %s::DOUBLE".formatted(q.valueColumn(), q.lowColumn(), q.highColumn()))
                .collect(Collectors.joining(", "));
        return """
            SELECT a.scenario, a.arm, a.folder, a.started_at, a.label, a.vendor, a.emulated, a.currency,
              r.scenario_sha256, r.tool, concat_ws(', ', r.os, r.cpu, r.cores, r.jvm), a.model, %s
            FROM arms a JOIN runs r ON a.folder = r.folder
            WHERE r.valid AND NOT r.partial
            ORDER BY a.scenario, a.arm, a.started_at, a.folder\
            """.formatted(figures);
    }

    private static List<Trend> of(Rows rows, int last) {
        Map<String, List<List<@Nullable Object>>> byArm = new LinkedHashMap<>();
        for (List<@Nullable Object> row : rows.rows()) {
            byArm.computeIfAbsent(row.get(0) + "\n" + row.get(1) + "\n" + place(text(row, 2)), _ -> new ArrayList<>())
                    .add(row);
        }
        List<Trend> trends = new ArrayList<>();
        for (List<List<@Nullable Object>> ofArm : byArm.values()) {
            int column = FIXED_COLUMNS + SETTING_COLUMNS;
            for (Quantity quantity : Quantity.values()) {
                List<List<@Nullable Object>> known = known(ofArm, column);
                if (!known.isEmpty()) {
                    trends.add(trend(known.subList(Math.max(0, known.size() - last), known.size()), quantity, column));
                }
                column += 3;
            }
        }
        return trends;
    }

    /** A share of 0 is no level that a change could be told from by a ratio. */
    private static List<List<@Nullable Object>> known(List<List<@Nullable Object>> rows, int column) {
        List<List<@Nullable Object>> known = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            Double value = number(row, column);
            if (value != null && value > 0) {
                known.add(row);
            }
        }
        return known;
    }

    private static Trend trend(List<List<@Nullable Object>> rows, Quantity quantity, int column) {
        List<@Nullable Object> latest = rows.getLast();
        List<Trend.Night> nights = new ArrayList<>();
        boolean emulated = false;
        for (List<@Nullable Object> row : rows) {
            nights.add(night(row, column));
            emulated |= Boolean.TRUE.equals(row.get(6));
        }
        String place = place(text(latest, 2));
        return Trend.of(
                new Trend.Series(place, text(latest, 0), text(latest, 1), quantity),
                place.isEmpty() ? text(latest, 4) : text(latest, 4) + ", " + place,
                text(latest, 5),
                emulated,
                quantity.unit() == Quantity.Unit.MONEY ? text(latest, 7) : "",
                nights);
    }

    /** What a run's folder lies in; empty when it lies in the folder that was opened. */
    private static String place(String folder) {
        return folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
    }

    private static Trend.Night night(List<@Nullable Object> row, int column) {
        Double low = number(row, column + 1);
        Double high = number(row, column + 2);
        return new Trend.Night(
                text(row, 2),
                (Instant) Objects.requireNonNull(row.get(3)),
                Objects.requireNonNull(number(row, column)),
                low == null || high == null ? null : new Interval(low, high, CONFIDENCE),
                new Trend.Setting(
                        text(row, FIXED_COLUMNS),
                        text(row, FIXED_COLUMNS + 1),
                        text(row, FIXED_COLUMNS + 2),
                        text(row, FIXED_COLUMNS + 3)));
    }

    private static @Nullable Double number(List<@Nullable Object> row, int column) {
        return row.get(column) instanceof Number number ? (Double) number.doubleValue() : null;
    }

    private static String text(List<@Nullable Object> row, int column) {
        return Objects.toString(row.get(column), "");
    }
}
