package dev.taximeter.cli;

import dev.taximeter.history.History;
import dev.taximeter.history.QueryException;
import dev.taximeter.history.Rows;
import dev.taximeter.history.View;
import dev.taximeter.report.RowsReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter query}: SQL over all runs. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = {
            "Answers one SELECT, in DuckDB's SQL, over the tables runs, arms, figures, samples and prices of all runs."
                    + " The files are read where they are; nothing is written, nothing else is read. Without a query it"
                    + " lists the tables and their columns.",
            "",
            "@|bold Examples|@",
            "  taximeter query",
            "  taximeter query \"SELECT started_at, arm, response_p50_ns / 1e6 AS p50_ms FROM arms ORDER BY ALL\"",
            "  taximeter query --as csv \"SELECT arm, outcome, count(*) FROM samples GROUP BY ALL\"",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {"0:the answer is on stdout", "2:the query cannot be answered, or there is no such folder"})
final class QueryCommand implements Callable<Integer> {
    /** How an answer is printed. */
    enum Format {
        /** For people. */
        TABLE,
        /** For programs. */
        JSON,
        /** For spreadsheets. */
        CSV
    }

    @Mixin
    private final HistoryOptions options = new HistoryOptions();

    @Parameters(arity = "0..1", paramLabel = "SELECT", description = "one query")
    private @Nullable String sql;

    @Option(
            names = "--as",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: table)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Format format;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Rows answer = sql == null ? tables() : answer(sql);
        spec.commandLine()
                .getOut()
                .print(
                        switch (format) {
                            case TABLE -> RowsReport.table(answer);
                            case JSON -> RowsReport.json(answer);
                            case CSV -> RowsReport.csv(answer);
                        });
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private Rows answer(String query) throws IOException {
        try (History history = options.open()) {
            return history.query(query);
        } catch (QueryException wrong) {
            throw new UserError(wrong.getMessage() + "\nthe tables and their columns: taximeter query", wrong);
        }
    }

    private static Rows tables() {
        List<List<String>> rows = new ArrayList<>();
        for (View view : View.values()) {
            for (View.Column column : view.columns()) {
                rows.add(List.of(view.tableName(), column.name(), column.meaning()));
            }
        }
        return Rows.texts(List.of("table", "column", "meaning"), rows);
    }
}
