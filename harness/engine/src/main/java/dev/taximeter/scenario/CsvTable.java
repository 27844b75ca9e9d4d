package dev.taximeter.scenario;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/** The rows of a CSV file (RFC 4180), blank ones left out, each cell with its place: for tables whose mistakes are told by cell. */
final class CsvTable implements AutoCloseable {
    private final JsonParser parser;

    /** @param separator between cells */
    CsvTable(String text, char separator) {
        CsvMapper mapper =
                CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build();
        parser = mapper.reader()
                .with(CsvSchema.emptySchema().withColumnSeparator(separator))
                .createParser(text);
    }

    /**
     * One cell.
     *
     * @param line and {@code column} are 1-based
     */
    record Cell(String text, int line, int column) {}

    /**
     * The next row; null at the end.
     *
     * @throws tools.jackson.core.JacksonException if the file is no CSV
     */
    @Nullable
    List<Cell> next() {
        List<Cell> cells = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_STRING) {
                TokenStreamLocation at = parser.currentTokenLocation();
                cells.add(new Cell(parser.getString(), at.getLineNr(), Math.max(1, at.getColumnNr())));
            } else if (token == JsonToken.END_ARRAY && !cells.isEmpty()) {
                if (cells.size() > 1 || !cells.getFirst().text().isBlank()) {
                    return cells;
                }
                cells.clear();
            }
        }
        return null;
    }

    @Override
    public void close() {
        parser.close();
    }
}
