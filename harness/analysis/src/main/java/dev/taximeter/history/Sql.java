package dev.taximeter.history;

import java.nio.file.Path;

/** Our own words in SQL. */
final class Sql {
    private Sql() {}

    /** A text literal. */
    static String text(String words) {
        return "'" + words.replace("'", "''") + "'";
    }

    /** A pattern for files of this name in a folder and in all below it. */
    static String glob(Path folder, String fileName) {
        return path(folder).replaceAll("[\\[*?]", "[$0]") + "/**/" + fileName;
    }

    /** A path as DuckDB writes it: with slashes, also on Windows. */
    static String path(Path folder) {
        return folder.toAbsolutePath().normalize().toString().replace('\\', '/');
    }
}
