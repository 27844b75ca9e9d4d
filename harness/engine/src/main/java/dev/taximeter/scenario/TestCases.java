package dev.taximeter.scenario;

import dev.taximeter.model.JsonShape;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Task;
import dev.taximeter.scenario.CsvTable.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Test cases as a table, for somebody who does not write code: {@code input}, and what is expected of the answer. Columns
 * may be set apart by commas or, as spreadsheets of some countries do, by semicolons. An empty cell expects nothing.
 */
final class TestCases {
    /** How a column begins that expects a member of the answer's JSON. */
    static final String FIELD = "field:";

    private final SourceFile source;
    private final Task task;
    private final @Nullable SchemaFields fields;
    private final CaseList prompts;
    private List<Cell> header = List.of();

    private TestCases(SourceFile source, Task task, @Nullable SchemaFields fields, CaseList prompts) {
        this.source = source;
        this.task = task;
        this.fields = fields;
        this.prompts = prompts;
    }

    /**
     * Reads a file. Empty when there is no case that is valid; the problem is then reported.
     *
     * @param json what answers have to be; null where the task is another or the schema is wrong
     */
    static List<Prompt> read(Path file, Task task, @Nullable JsonShape json, Problems problems) throws IOException {
        SourceFile source = SourceFile.read(file, Limits.DATA_BYTES, Limits.DATA_PROBLEMS, problems);
        if (source == null) {
            return List.of();
        }
        if (!DataSets.ending(file).equals("csv")) {
            source.report(1, 1, "the file's ending is unknown", "a file that ends in .csv", null);
            return List.of();
        }
        CaseList cases = new CaseList(source);
        SchemaFields fields = json == null ? null : new SchemaFields(json.schema());
        boolean readable = new TestCases(source, task, fields, cases).rows();
        if (readable && cases.prompts().isEmpty()) {
            source.report(1, 1, "there are no test cases", null, null);
        }
        return cases.prompts();
    }

    private boolean rows() {
        String first = source.lines().stream().findFirst().orElse("");
        char separator = first.contains(";") && !first.contains(",") ? ';' : ',';
        try (CsvTable rows = new CsvTable(source.text(), separator)) {
            List<Cell> head = rows.next();
            if (head == null) {
                return true;
            }
            if (!header(head)) {
                return false;
            }
            for (List<Cell> row = rows.next(); row != null && !prompts.isFull(); row = rows.next()) {
                row(row);
            }
            return true;
        } catch (JacksonException e) {
            DataSets.reportSyntax(source, 0, e);
            return false;
        }
    }

    private List<String> columns() {
        return switch (task) {
            case CHAT, COMPLETION, CONVERSATION, ENTITIES, GENERATE, KNOWLEDGE, EMBED, CLARITY ->
                List.of("id", "input", "expected", "pattern");
            case INTENT -> List.of("id", "input", "intent");
            case JSON -> List.of("id", "input", "pattern");
        };
    }

    private String expectedColumns() {
        return String.join(", ", columns()) + (task == Task.JSON ? " and field:NAME for each expected member" : "");
    }

    /** Whether rows can be read under it. */
    private boolean header(List<Cell> cells) {
        header = cells.stream()
                .map(cell -> new Cell(cell.text().strip(), cell.line(), cell.column()))
                .toList();
        Set<String> seen = new HashSet<>();
        for (Cell cell : header) {
            if (!seen.add(cell.text())) {
                report(cell, "the column %s is there twice".formatted(YamlMap.show(cell.text())), null, null);
            }
            if (task == Task.JSON && cell.text().startsWith(FIELD)) {
                field(cell);
            } else if (!columns().contains(cell.text())) {
                String message = "unknown column " + YamlMap.show(cell.text());
                report(cell, message, expectedColumns(), DidYouMean.of(cell.text(), columns()));
            }
        }
        List<String> wanted = task == Task.INTENT ? List.of("input", "intent") : List.of("input");
        boolean complete = true;
        for (String column : wanted) {
            if (!seen.contains(column)) {
                source.report(1, 1, "the header lacks the column '%s'".formatted(column), expectedColumns(), null);
                complete = false;
            }
        }
        return complete;
    }

    private void field(Cell cell) {
        String path = cell.text().substring(FIELD.length());
        List<String> instead = fields == null ? null : fields.insteadOf(path);
        if (path.isBlank()) {
            report(cell, "this column names no member", "a name such as field:city", null);
        } else if (instead != null) {
            String near = DidYouMean.of(path, instead);
            report(
                    cell,
                    "the schema has no member %s".formatted(YamlMap.show(path)),
                    "one of " + String.join(", ", instead),
                    near == null ? null : FIELD + near);
        }
    }

    private void row(List<Cell> cells) {
        Cell first = cells.getFirst();
        if (cells.size() != header.size()) {
            report(
                    first,
                    "this row has %d %s".formatted(cells.size(), cells.size() == 1 ? "cell" : "cells"),
                    "%d, as in the header; a cell with commas or quotes goes into \"…\"".formatted(header.size()),
                    null);
            return;
        }
        Cell input = cell(cells, "input");
        Cell id = cell(cells, "id");
        if (input != null) {
            prompts.add(
                    input.line(),
                    input.column(),
                    id == null || id.text().isBlank() ? null : id.text().strip(),
                    input.text(),
                    expected(cells),
                    pattern(cell(cells, "pattern")));
        }
    }

    private @Nullable String expected(List<Cell> cells) {
        return switch (task) {
            case CHAT, COMPLETION, CONVERSATION, ENTITIES, GENERATE, KNOWLEDGE, EMBED, CLARITY ->
                text(cell(cells, "expected"));
            case INTENT -> intent(cell(cells, "intent"));
            case JSON -> members(cells);
        };
    }

    private @Nullable String intent(@Nullable Cell cell) {
        String intent = text(cell);
        if (cell != null && intent == null) {
            report(cell, "the intent is blank", "a name such as check_balance", null);
        }
        return intent;
    }

    /** An object of all members that this row expects. */
    private @Nullable String members(List<Cell> cells) {
        ObjectNode expected = JsonMapper.shared().createObjectNode();
        for (int i = 0; i < header.size(); i++) {
            String column = header.get(i).text();
            Cell cell = cells.get(i);
            if (column.startsWith(FIELD) && !cell.text().isBlank()) {
                member(expected, column.substring(FIELD.length()), cell);
            }
        }
        return expected.isEmpty() ? null : expected.toString();
    }

    private void member(ObjectNode expected, String path, Cell cell) {
        if (fields == null) {
            return; // the schema was reported
        }
        try {
            SchemaFields.put(expected, path, fields.value(path, cell.text().strip()));
        } catch (SchemaFields.Unfit e) {
            report(cell, "%s cannot be %s".formatted(YamlMap.show(cell.text()), path), e.types(), null);
        }
    }

    private @Nullable String pattern(@Nullable Cell cell) {
        String pattern = text(cell);
        if (cell == null || pattern == null) {
            return null;
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            report(
                    cell,
                    "this is no pattern: " + e.getDescription(),
                    "a regular expression such as (?i)thank(s| you)",
                    null);
        }
        return pattern;
    }

    private static @Nullable String text(@Nullable Cell cell) {
        return cell == null || cell.text().isBlank() ? null : cell.text().strip();
    }

    /** The row's cell in this column; null when there is no such column. */
    private @Nullable Cell cell(List<Cell> cells, String column) {
        List<String> names = header.stream().map(Cell::text).toList();
        int at = names.indexOf(column);
        return at < 0 ? null : cells.get(at);
    }

    private void report(Cell cell, String message, @Nullable String expected, @Nullable String suggestion) {
        source.report(cell.line(), cell.column(), message, expected, suggestion);
    }
}
