package dev.taximeter.stats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/statistics.md}: its words are written by people, its tables by the simulations. */
public final class StatisticsDocument {
    private static final Path FILE = Path.of("../../docs/statistics.md");

    private StatisticsDocument() {}

    /** Puts a table between its two marks, and prints it. */
    public static void put(String name, String table) throws IOException {
        String text = Files.readString(FILE);
        String open = "<!-- " + name + " -->\n";
        int from = text.indexOf(open) + open.length();
        int to = text.indexOf("<!-- /" + name + " -->");
        if (from < open.length() || to < from) {
            throw new IllegalStateException("no place for " + name + " in " + FILE);
        }
        Files.writeString(FILE, text.substring(0, from) + table + text.substring(to));
        System.out.println(table);
    }
}
