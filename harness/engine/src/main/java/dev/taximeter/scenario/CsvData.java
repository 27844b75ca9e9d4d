package dev.taximeter.scenario;

import dev.taximeter.scenario.Utterances.Split;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/** Comma-separated values with a header: {@code text,intent} and perhaps {@code split}. Fields may be quoted (RFC 4180). */
final class CsvData {
    static final List<String> COLUMNS = List.of("text", "intent", "split");

    private final SourceFile source;
    private final Utterances utterances;

    private CsvData(SourceFile source, Utterances utterances) {
        this.source = source;
        this.utterances = utterances;
    }

    /** @throws tools.jackson.core.JacksonException if the file is no CSV */
    static void read(SourceFile source, Utterances utterances) {
        new CsvData(source, utterances).rows();
    }

    private void rows() {
        CsvMapper mapper =
                CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build();
        List<String> header = null;
        List<String> cells = new ArrayList<>();
        int line = 1;
        try (JsonParser parser = mapper.createParser(source.text())) {
            for (JsonToken token = parser.nextToken();
                    token != null && !utterances.isFull();
                    token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    line = cells.isEmpty() ? parser.currentTokenLocation().getLineNr() : line;
                    cells.add(parser.getString());
                } else if (token == JsonToken.END_ARRAY && !cells.isEmpty()) {
                    if (header == null) {
                        header = header(line, cells);
                    } else if (!isBlank(cells)) {
                        row(header, line, cells);
                    }
                    cells.clear();
                }
            }
        }
    }

    private static boolean isBlank(List<String> cells) {
        return cells.size() == 1 && cells.getFirst().isBlank();
    }

    private List<String> header(int line, List<String> cells) {
        for (String cell : cells) {
            if (!COLUMNS.contains(cell)) {
                String message = "unknown column " + YamlMap.show(cell);
                source.report(line, 1, message, "text, intent and perhaps split", DidYouMean.of(cell, COLUMNS));
            }
        }
        for (String column : COLUMNS.subList(0, 2)) {
            if (!cells.contains(column)) {
                source.report(line, 1, "the header lacks the column '%s'".formatted(column), "text,intent,split", null);
                utterances.abandon();
            }
        }
        return List.copyOf(cells);
    }

    private void row(List<String> header, int line, List<String> cells) {
        if (cells.size() != header.size()) {
            String message =
                    cells.size() == 1 ? "this row has 1 field" : "this row has %d fields".formatted(cells.size());
            source.report(line, 1, message, "%d, as in the header".formatted(header.size()), null);
            return;
        }
        int text = header.indexOf("text");
        int intent = header.indexOf("intent");
        int split = header.indexOf("split");
        if (text < 0 || intent < 0) {
            return; // the header was reported
        }
        Split part = split < 0 ? null : utterances.split(line, 1, cells.get(split));
        if (split < 0 || part != null) {
            utterances.add(line, 1, cells.get(text), cells.get(intent), part);
        }
    }
}
