package dev.taximeter.history;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A kind of file in run folders, and the keys of it that the views read. Other keys are passed over. */
enum RunFile {
    /** What was run. */
    MANIFEST(
            "manifest.json",
            "format='unstructured', maximum_object_size=268435456",
            List.of(
                    Map.entry("id", "VARCHAR"),
                    Map.entry("toolVersion", "VARCHAR"),
                    Map.entry("scenario", "VARCHAR"),
                    Map.entry("question", "VARCHAR"),
                    Map.entry("scenarioSha256", "VARCHAR"),
                    Map.entry("seed", "BIGINT"),
                    Map.entry("task", "VARCHAR"),
                    Map.entry("startedAt", "TIMESTAMP"),
                    Map.entry("endedAt", "TIMESTAMP"),
                    Map.entry("status", "VARCHAR"),
                    Map.entry(
                            "environment",
                            "STRUCT(os VARCHAR, cpu VARCHAR, cores INTEGER, memoryBytes BIGINT, jvm VARCHAR)"),
                    Map.entry(
                            "prices",
                            "MAP(VARCHAR, STRUCT(vendor VARCHAR, model VARCHAR, currency VARCHAR, inputPerMillion"
                                    + " DECIMAL(24,9), outputPerMillion DECIMAL(24,9), machineHour DECIMAL(24,9),"
                                    + " effectiveFrom DATE, retrievedAt DATE, source VARCHAR))"))),
    /** The figures. */
    SUMMARY(
            "summary.json",
            "format='unstructured', maximum_object_size=268435456",
            List.of(
                    Map.entry("run", "STRUCT(partial BOOLEAN, anyEmulated BOOLEAN)"),
                    Map.entry("validity", "STRUCT(valid BOOLEAN, reasons VARCHAR[])"),
                    Map.entry("arms", "STRUCT(" + Figures.ARM + ")[]"),
                    Map.entry(
                            "instrument",
                            "STRUCT(dispatchLag STRUCT(p99 STRUCT(\"value\" DOUBLE)), machine STRUCT(ownCpuRatio"
                                    + " DOUBLE, foreignCpuRatio DOUBLE))"))),
    /** What happened: one request a line. A last line that a killed process tore is passed over. */
    SAMPLES(
            "samples.jsonl",
            "format='newline_delimited', ignore_errors=true, maximum_object_size=268435456",
            List.of(
                    Map.entry("seq", "BIGINT"),
                    Map.entry("trial", "INTEGER"),
                    Map.entry("block", "INTEGER"),
                    Map.entry("level", "INTEGER"),
                    Map.entry("arm", "VARCHAR"),
                    Map.entry("phase", "VARCHAR"),
                    Map.entry("promptId", "VARCHAR"),
                    Map.entry("intendedNanos", "BIGINT"),
                    Map.entry("dispatchedNanos", "BIGINT"),
                    Map.entry(
                            "attempts",
                            "STRUCT(sentNanos BIGINT, chunks BIGINT[], doneNanos BIGINT, outcome STRUCT(kind VARCHAR,"
                                + " httpStatus INTEGER), \"usage\" STRUCT(uncachedInputTokens BIGINT, cacheReadTokens"
                                + " BIGINT, cacheWriteTokens BIGINT, visibleOutputTokens BIGINT, reasoningTokens"
                                + " BIGINT), finishReason VARCHAR, facts STRUCT(model VARCHAR, region VARCHAR))[]"),
                    Map.entry("answer", "STRUCT(\"label\" VARCHAR, correct BOOLEAN)")));

    private static final String COMPRESSED = ".gz";

    private final String fileName;
    private final String options;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Map.Entry<String, String>> keys;

    RunFile(String fileName, String options, List<Map.Entry<String, String>> keys) {
        this.fileName = fileName;
        this.options = options;
        this.keys = keys;
    }

    /** What the file may be called: lines that are a week old are compressed. */
    List<String> fileNames() {
        return this == SAMPLES ? List.of(fileName, fileName + COMPRESSED) : List.of(fileName);
    }

    /** A table expression over all such files below these folders, with the path of each in {@code file}. */
    String table(List<String> globs) {
        return keys.isEmpty() || globs.isEmpty() ? empty() : reader(globs);
    }

    private String reader(List<String> globs) {
        String columns = keys.stream()
                .map(key -> "\"%s\": %s".formatted(key.getKey(), Sql.text(key.getValue())))
                .collect(Collectors.joining(", "));
        String json = "read_json([%s], %s, filename='file', columns={%s})".formatted(list(globs), options, columns);
        List<String> compressed =
                globs.stream().filter(glob -> glob.endsWith(COMPRESSED)).toList();
        return compressed.isEmpty() ? json : "(SELECT * FROM %s WHERE %s)".formatted(json, once(compressed));
    }

    /** A plain file beside its compressed one is on its way out: its lines would be read twice. */
    private static String once(List<String> compressed) {
        return "file || '%s' NOT IN (SELECT file FROM glob([%s]))".formatted(COMPRESSED, list(compressed));
    }

    private static String list(List<String> globs) {
        return globs.stream().map(Sql::text).collect(Collectors.joining(", "));
    }

    /** DuckDB refuses to read files that do not exist: then a table without rows stands for them. */
    private String empty() {
        return "(SELECT %s, NULL::VARCHAR AS file WHERE false)"
                .formatted(keys.stream()
                        .map(key -> "NULL::%s AS \"%s\"".formatted(key.getValue(), key.getKey()))
                        .collect(Collectors.joining(", ")));
    }

    /** The shape of an arm in {@code summary.json}. */
    private static final class Figures {
        private static final String FIGURE =
                "STRUCT(\"value\" DOUBLE, n BIGINT, \"interval\" STRUCT(low DOUBLE, high DOUBLE))";
        private static final String DISTRIBUTION =
                "STRUCT(n BIGINT, effectiveN DOUBLE, \"mean\" F, standardDeviation F, p50 F, p90 F, p95 F, p99 F, p999 F)"
                        .replace(" F", " " + FIGURE);
        private static final String MONEY = "STRUCT(\"value\" DECIMAL(24,12), unit VARCHAR)";
        static final String ARM = "name VARCHAR, \"label\" VARCHAR, vendor VARCHAR, model VARCHAR, emulated BOOLEAN,"
                + " requests STRUCT(sent BIGINT, ok BIGINT, errors BIGINT, retried BIGINT),"
                + " metrics MAP(VARCHAR, " + DISTRIBUTION + "),"
                + " throughput STRUCT(\"value\" DOUBLE), outputTokens STRUCT(\"value\" DOUBLE),"
                + " accuracy STRUCT(inScope " + FIGURE + ", outOfScopeRecall " + FIGURE + "),"
                + " json STRUCT(VALID " + FIGURE + "),"
                + " cost STRUCT(known BOOLEAN, total " + MONEY + ", perRequest " + MONEY + ", perCorrect " + MONEY
                + ", inputTokens BIGINT, outputTokens BIGINT)";
    }
}
