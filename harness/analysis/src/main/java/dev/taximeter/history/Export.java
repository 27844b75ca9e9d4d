package dev.taximeter.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes all tables of a history as files that other tools read. */
public final class Export {
    private Export() {}

    /** What is written. */
    public enum Format {
        /** For data frames: typed, compressed. */
        PARQUET("parquet", "FORMAT parquet, COMPRESSION zstd"),
        /** For spreadsheets: comma, point, UTF-8, a header. */
        CSV("csv", "FORMAT csv, HEADER");

        private final String ending;
        private final String options;

        Format(String ending, String options) {
            this.ending = ending;
            this.options = options;
        }
    }

    /**
     * Writes one file a table, each in one step: a reader sees the old one or the new one, whole.
     *
     * @param roots folders of runs
     * @param target made when it is missing
     * @return the files
     */
    public static List<Path> write(List<Path> roots, Path target, Format format) throws IOException {
        Files.createDirectories(target);
        List<Path> files = new ArrayList<>();
        try (History history = History.open(roots, target)) {
            for (View view : View.values()) {
                Path file = target.resolve(view.tableName() + "." + format.ending);
                // DuckDB writes to a temporary file beside it first.
                history.execute(
                        "COPY %s TO %s (%s)".formatted(view.tableName(), Sql.text(Sql.path(file)), format.options));
                files.add(file);
            }
        } catch (SQLException e) {
            throw new IOException("the tables cannot be written: " + e.getMessage(), e);
        }
        return files;
    }
}
