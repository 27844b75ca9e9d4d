package dev.taximeter.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * All runs below some folders, as the tables of {@link View}. Nothing is read before it is asked for, nothing is kept: each
 * query reads the files as they are then. Queries can neither write nor read outside these folders, nor reach the network.
 * For one thread at a time.
 */
public final class History implements AutoCloseable {
    /** Folders within folders that are searched: machines' folders, beside one another, with runs in them. */
    private static final int DEPTH = 6;

    private final Connection connection;

    private History(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens the history of these folders and of all folders below them.
     *
     * @param roots at least one, each existing
     * @throws IOException when a folder cannot be listed
     */
    public static History open(List<Path> roots) throws IOException {
        return open(roots, null);
    }

    /** The same, and DuckDB may write below one more folder. */
    static History open(List<Path> roots, @Nullable Path writable) throws IOException {
        try {
            Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
            try (Statement statement = connection.createStatement()) {
                for (String line : setUp(roots, writable)) {
                    statement.execute(line);
                }
            }
            return new History(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the history's tables are wrong", e);
        }
    }

    private static List<String> setUp(List<Path> roots, @Nullable Path writable) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "SET autoinstall_known_extensions=false",
                "SET autoload_known_extensions=false",
                "CREATE MACRO folder_of(f) AS regexp_replace(%s, '/[^/]*$', '')".formatted(withoutRoot(roots))));
        String manifests = table(RunFile.MANIFEST, roots);
        String summaries = table(RunFile.SUMMARY, roots);
        String samples = table(RunFile.SAMPLES, roots);
        String allowed = Stream.concat(roots.stream(), Stream.ofNullable(writable))
                .map(root -> Sql.text(Sql.path(root) + "/"))
                .collect(Collectors.joining(", "));
        lines.add("SET allowed_directories=[%s]".formatted(allowed));
        lines.add("SET enable_external_access=false");
        lines.add("SET lock_configuration=true");
        for (View view : View.values()) {
            lines.add(view.statement(manifests, summaries, samples));
        }
        return lines;
    }

    private static String withoutRoot(List<Path> roots) {
        return roots.size() == 1
                ? "substr(replace(f, '\\', '/'), %d)"
                        .formatted(Sql.path(roots.getFirst()).length() + 2)
                : "replace(f, '\\', '/')";
    }

    private static String table(RunFile file, List<Path> roots) throws IOException {
        List<String> globs = new ArrayList<>();
        for (Path root : roots) {
            for (String name : file.fileNames()) {
                try (Stream<Path> found = Files.find(root, DEPTH, (path, _) -> path.endsWith(name))) {
                    if (found.findAny().isPresent()) {
                        globs.add(Sql.glob(root, name));
                    }
                }
            }
        }
        return file.table(globs);
    }

    /**
     * Answers one SELECT in DuckDB's SQL.
     *
     * @throws QueryException when it is not one SELECT, or DuckDB cannot answer it; the message is DuckDB's
     */
    public Rows query(String sql) throws QueryException {
        requireOneSelect(sql);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return rows(result);
        } catch (SQLException e) {
            throw new QueryException(wordsOf(e), e);
        }
    }

    /** DuckDB's words for the user, without those for the programmer before them. */
    private static String wordsOf(SQLException e) {
        String words = String.valueOf(e.getMessage());
        return words.substring(words.lastIndexOf("\nError: ") + 1)
                .replaceFirst("^Error: ", "")
                .strip();
    }

    /** For our own statements, which no user wrote. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Only a SELECT can be written as JSON; whatever writes, sets or copies cannot. */
    private void requireOneSelect(String sql) throws QueryException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT j->>'error', j->>'error_message', json_array_length(j->'statements')"
                        + " FROM (SELECT json_serialize_sql(?::VARCHAR) AS j)")) {
            statement.setString(1, sql);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                if (Boolean.parseBoolean(result.getString(1))) {
                    throw new QueryException("this is no SELECT that can be read: " + result.getString(2));
                }
                if (result.getLong(3) != 1) {
                    throw new QueryException("one SELECT at a time, please; this has " + result.getLong(3));
                }
            }
        } catch (SQLException e) {
            throw new QueryException(wordsOf(e), e);
        }
    }

    private static Rows rows(ResultSet result) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            columns.add(result.getMetaData().getColumnLabel(column));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 1; column <= columns.size(); column++) {
                row.add(value(result, column));
            }
            rows.add(row);
        }
        return new Rows(columns, rows);
    }

    private static @Nullable Object value(ResultSet result, int column) throws SQLException {
        return switch (result.getObject(column)) {
            case null -> null;
            case Timestamp _ -> {
                Calendar utc = Calendar.getInstance(TimeZone.getTimeZone(ZoneOffset.UTC));
                yield result.getTimestamp(column, utc).toInstant();
            }
            case Number number -> number;
            case Boolean truth -> truth;
            case Object other -> other.toString();
        };
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB in memory does not close", e);
        }
    }
}
