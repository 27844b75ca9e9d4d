package dev.taximeter.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Reads a file of labelled utterances; its ending says the format. */
final class DataSets {
    private static final String FORMATS = "a file that ends in .csv, .json or .jsonl";

    private DataSets() {}

    /** The data set, split; empty when the file could not be read at all. Problems are reported with their lines. */
    static DataSet read(Path file, long seed, Problems problems) throws IOException {
        Utterances utterances = utterances(file, problems);
        return utterances == null ? DataSet.EMPTY : utterances.toDataSet(seed);
    }

    /** All that the file has as prompts, but for utterances that no intent covers; empty as above. */
    static DataSet readWhole(Path file, Problems problems) throws IOException {
        Utterances utterances = utterances(file, problems);
        return utterances == null ? DataSet.EMPTY : utterances.toPrompts();
    }

    private static @Nullable Utterances utterances(Path file, Problems problems) throws IOException {
        SourceFile source = SourceFile.read(file, Limits.DATA_BYTES, Limits.DATA_PROBLEMS, problems);
        if (source == null) {
            return null;
        }
        Utterances utterances = new Utterances(source);
        return fill(source, utterances) ? utterances : null;
    }

    /** Gathers what a file holds. Whether it could be read at all; problems are reported. */
    static boolean fill(SourceFile source, Utterances utterances) {
        try {
            switch (ending(source.path())) {
                case "csv" -> CsvData.read(source, utterances);
                case "json" -> ClincData.read(source, utterances);
                case "jsonl" -> JsonLines.readUtterances(source, utterances);
                default -> {
                    source.report(1, 1, "the file's ending is unknown", FORMATS, null);
                    return false;
                }
            }
        } catch (JacksonException e) {
            reportSyntax(source, 0, e);
            return false;
        }
        return true;
    }

    static String ending(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** @param linesBefore lines of the file before the text that was parsed */
    static void reportSyntax(SourceFile source, int linesBefore, JacksonException e) {
        TokenStreamLocation place = e.getLocation();
        int line = place == null ? 1 : Math.max(1, place.getLineNr());
        int column = place == null ? 1 : Math.max(1, place.getColumnNr());
        String message =
                String.valueOf(e.getOriginalMessage()).replaceAll("\\s+", " ").strip();
        String shown = message.length() > 160 ? message.substring(0, 160) + "…" : message;
        source.report(linesBefore + line, column, "this cannot be read: " + shown, null, null);
    }
}
