package dev.taximeter.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/** Comma-separated values with a header, row by row. Fields may be quoted (RFC 4180); blank lines are skipped. */
final class CsvRows {
    private final SourceFile source;
    private final Reader reader;

    CsvRows(SourceFile source, Reader reader) {
        this.source = source;
        this.reader = reader;
    }

    /** Takes the rows. */
    interface Reader {
        /** The names of the columns, before any row. */
        void header(int line, List<String> columns);

        /** One row; those with another number of fields than the header are reported and left out. */
        void row(int line, Map<String, String> row);

        /** Whether no further row is wanted. */
        default boolean isFull() {
            return false;
        }
    }

    /** @throws tools.jackson.core.JacksonException if the file is no CSV */
    void read() {
        CsvMapper mapper =
                CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build();
        List<String> header = null;
        List<String> cells = new ArrayList<>();
        int line = 1;
        try (JsonParser parser = mapper.createParser(source.text())) {
            for (JsonToken token = parser.nextToken(); token != null && !reader.isFull(); token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    line = cells.isEmpty() ? parser.currentTokenLocation().getLineNr() : line;
                    cells.add(parser.getString());
                } else if (token == JsonToken.END_ARRAY && !cells.isEmpty()) {
                    header = take(header, line, List.copyOf(cells));
                    cells.clear();
                }
            }
        }
    }

    private List<String> take(@Nullable List<String> header, int line, List<String> cells) {
        if (header == null) {
            reader.header(line, cells);
            return cells;
        }
        boolean blank = cells.size() == 1 && cells.getFirst().isBlank();
        if (blank) {
            return header;
        }
        if (cells.size() != header.size()) {
            String message =
                    cells.size() == 1 ? "this row has 1 field" : "this row has %d fields".formatted(cells.size());
            source.report(line, 1, message, "%d, as in the header".formatted(header.size()), null);
            return header;
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            row.putIfAbsent(header.get(i), cells.get(i));
        }
        reader.row(line, row);
        return header;
    }
}
