package dev.taximeter.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables of a history. Durations are nanoseconds, ratios 0..1; a value that does not exist is NULL. */
public enum View {
    /** One row a run folder. */
    RUNS(
            "one row a run folder, also of runs that were killed",
            "%1$s m LEFT JOIN %2$s s ON folder_of(m.file) = folder_of(s.file)",
            List.of(
                    column("folder", "folder_of(m.file)", "the run's folder; joins all tables"),
                    column("run", "m.id", "the run's id; unique on one machine"),
                    column("scenario", "m.scenario", "the scenario's name"),
                    column("question", "m.question", "in the scenario's words"),
                    column("started_at", "m.startedAt", "UTC"),
                    column("ended_at", "m.endedAt", "UTC; NULL while it runs and after a crash"),
                    column("status", "m.status", "COMPLETE, INTERRUPTED, STOPPED, or RUNNING: it runs or was killed"),
                    column("valid", "s.validity.valid", "whether its figures may be trusted; NULL without a summary"),
                    column("invalid_because", "array_to_string(s.validity.reasons, '; ')", "why not"),
                    column("partial", "s.run.partial", "whether the plan was not played to its end"),
                    column("emulated", "s.run.anyEmulated", "whether any arm's figures are an emulator's"),
                    column("task", "m.task", "what was asked"),
                    column("seed", "m.seed", "that the plan was drawn from"),
                    column("scenario_sha256", "m.scenarioSha256", "of the scenario file"),
                    column("tool", "m.toolVersion", "version of Taximeter"),
                    column("os", "m.environment.os", "where it ran"),
                    column("cpu", "m.environment.cpu", "where it ran"),
                    column("cores", "m.environment.cores", "that it could use"),
                    column("memory_bytes", "m.environment.memoryBytes", "of the machine"),
                    column("jvm", "m.environment.jvm", "that it ran on"),
                    column("own_cpu_ratio", "s.instrument.machine.ownCpuRatio", "of the machine, used by the meter"),
                    column("foreign_cpu_ratio", "s.instrument.machine.foreignCpuRatio", "used by other programs"),
                    column("dispatch_lag_p99_ns", "s.instrument.dispatchLag.p99.value", "the meter's own lateness"))),
    /** One row an arm of a run. */
    ARMS(
            "one row an arm of a run that was summarised: its headline figures",
            "(SELECT file, unnest(arms) AS a FROM %2$s) s JOIN %1$s m ON folder_of(m.file) = folder_of(s.file)",
            armColumns()),
    /** Every figure, one a row. */
    FIGURES(
            "one row a figure of an arm: every metric's mean, standard deviation and percentiles",
            """
            (SELECT file, a.name AS arm, d.key AS metric, unnest([
               {statistic: 'mean', f: d.value."mean"}, {statistic: 'standardDeviation', f: d.value.standardDeviation},
               {statistic: 'p50', f: d.value.p50}, {statistic: 'p90', f: d.value.p90},
               {statistic: 'p95', f: d.value.p95}, {statistic: 'p99', f: d.value.p99},
               {statistic: 'p999', f: d.value.p999}]) AS r
             FROM (SELECT file, a, unnest(map_entries(a.metrics)) AS d
                   FROM (SELECT file, unnest(arms) AS a FROM %2$s))) s
            WHERE r.f IS NOT NULL\
            """,
            List.of(
                    column("folder", "folder_of(file)", "the run's folder"),
                    column("arm", "arm", "its name in the scenario"),
                    column("metric", "metric", "e.g. response, ttft, tpot; see docs/glossary.md"),
                    column("statistic", "r.statistic", "mean, standardDeviation, p50, p90, p95, p99, p999"),
                    column("value_ns", "r.f.value", "the figure"),
                    column("low_ns", "r.f.interval.low", "lower end of its 95 % interval"),
                    column("high_ns", "r.f.interval.high", "upper end of its 95 % interval"),
                    column("n", "r.f.n", "good answers it is made of"))),
    /** One row a request. */
    SAMPLES(
            "one row a request, of runs whose samples are still kept; times count from the start of the run",
            "(SELECT *, attempts[-1] AS l FROM %3$s WHERE arm IS NOT NULL) s",
            List.of(
                    column("folder", "folder_of(file)", "the run's folder"),
                    column("seq", "seq", "position in the plan, from 0"),
                    column("arm", "arm", "its name in the scenario"),
                    column("phase", "phase", "WARM_UP or MEASURE; only the latter is summarised"),
                    column("trial", "trial", "repetition, from 0"),
                    column("block", "block", "within the trial, from 0"),
                    column("level", "coalesce(\"level\", 0)", "of the sweep, or turn of the conversation, from 0"),
                    column("prompt_id", "promptId", "what was asked"),
                    column("intended_ns", "intendedNanos", "when it should have been sent"),
                    column("dispatched_ns", "dispatchedNanos", "when it was released"),
                    column("sent_ns", "attempts[1].sentNanos", "when its first attempt was sent"),
                    column("done_ns", "l.doneNanos", "when its last attempt ended"),
                    column("response_ns", "l.doneNanos - intendedNanos", "response time: done − intended"),
                    column("service_ns", "l.doneNanos - attempts[1].sentNanos", "service time: done − sent"),
                    column(
                            "ttft_ns",
                            "l.chunks[1] - attempts[1].sentNanos",
                            "time to first token: first content − sent"),
                    column("attempts", "len(attempts)", "calls made for it, at least 1"),
                    column("outcome", "l.outcome.kind", "OK or what went wrong with the last attempt"),
                    column("http_status", "l.outcome.httpStatus", "of the last attempt"),
                    column("finish_reason", "l.finishReason", "the vendor's word"),
                    column(
                            "input_tokens",
                            "l.usage.uncachedInputTokens + l.usage.cacheReadTokens + l.usage.cacheWriteTokens",
                            "all, cached or not"),
                    column("cached_input_tokens", "l.usage.cacheReadTokens", "read from the vendor's cache"),
                    column(
                            "output_tokens",
                            "l.usage.visibleOutputTokens + l.usage.reasoningTokens",
                            "all, visible or not"),
                    column("model_answered", "l.facts.model", "what the server says it is"),
                    column("region", "l.facts.region", "where the server says it is"),
                    column("answer_label", "answer.label", "read from the answer"),
                    column("correct", "answer.correct", "NULL when it was not judged"))),
    /** One row an arm's price. */
    PRICES(
            "one row the price that an arm of a run was priced by",
            "(SELECT file, unnest(map_entries(prices)) AS p FROM %1$s) s",
            List.of(
                    column("folder", "folder_of(file)", "the run's folder"),
                    column("arm", "p.key", "its name in the scenario"),
                    column("vendor", "p.value.vendor", "whose price it is"),
                    column("model", "p.value.model", "or machine"),
                    column("currency", "p.value.currency", "ISO 4217"),
                    column("input_per_million", "p.value.inputPerMillion", "money for 1,000,000 input tokens"),
                    column("output_per_million", "p.value.outputPerMillion", "money for 1,000,000 output tokens"),
                    column("machine_hour", "p.value.machineHour", "money for an hour of the machine"),
                    column("effective_from", "p.value.effectiveFrom", "first day of the price"),
                    column("retrieved_at", "p.value.retrievedAt", "day on which somebody looked"),
                    column("source", "p.value.source", "where it stands")));

    private final String meaning;
    private final String from;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Column> columns;

    View(String meaning, String from, List<Column> columns) {
        this.meaning = meaning;
        this.from = from;
        this.columns = columns;
    }

    /**
     * A column.
     *
     * @param name with its unit
     * @param meaning a few words
     * @param sql how it is made
     */
    public record Column(String name, String meaning, String sql) {}

    /** Its name in queries. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a row is. */
    public String meaning() {
        return meaning;
    }

    /** In their order. */
    public List<Column> columns() {
        return columns;
    }

    private static Column column(String name, String sql, String meaning) {
        return new Column(name, meaning, sql);
    }

    private static List<Column> armColumns() {
        List<Column> columns = new ArrayList<>(List.of(
                column("folder", "folder_of(m.file)", "the run's folder"),
                column("scenario", "m.scenario", "the scenario's name"),
                column("started_at", "m.startedAt", "of the run, UTC"),
                column("arm", "a.name", "its name in the scenario"),
                column("label", "a.\"label\"", "as people read it"),
                column("vendor", "a.vendor", "who serves it"),
                column("model", "a.model", "what was asked for"),
                column("emulated", "a.emulated", "whether its figures are an emulator's"),
                column("sent", "a.requests.sent", "measured requests"),
                column("ok", "a.requests.ok", "of these, good answers"),
                column("errors", "a.requests.errors", "of these, failures"),
                column("ok_ratio", "a.requests.ok / nullif(a.requests.sent, 0)", "good answers of all")));
        for (String metric : List.of("response", "ttft", "tpot")) {
            for (String statistic : List.of("p50", "p95", "p99")) {
                String figure = "a.metrics['%s'].%s".formatted(metric, statistic);
                String name = "%s_%s".formatted(metric, statistic);
                columns.add(column(name + "_ns", figure + ".value", "see docs/glossary.md"));
                columns.add(column(name + "_low_ns", figure + ".interval.low", "lower end of its 95 % interval"));
                columns.add(column(name + "_high_ns", figure + ".interval.high", "upper end of its 95 % interval"));
            }
        }
        columns.addAll(List.of(
                column("response_mean_ns", "a.metrics['response'].\"mean\".value", "of response times"),
                column("response_sd_ns", "a.metrics['response'].standardDeviation.value", "of response times"),
                column("answers_per_second", "a.throughput.value", "good answers a measured second"),
                column("output_tokens_per_second", "a.outputTokens.value", "of good answers"),
                column(
                        "accuracy_ratio",
                        "coalesce(a.accuracy.inScope.value, a.accuracy.outOfScopeRecall.value)",
                        "right answers, prompt by prompt"),
                column("valid_json_ratio", "a.json.VALID.value", "answers that were valid JSON at once"),
                column("cost", "a.cost.total.value", "of all measured requests"),
                column("cost_per_request", "a.cost.perRequest.value", "money"),
                column("cost_per_correct", "a.cost.perCorrect.value", "money for a right answer"),
                column("currency", "a.cost.total.unit", "ISO 4217"),
                column("input_tokens", "a.cost.inputTokens", "of all measured requests"),
                column("output_tokens", "a.cost.outputTokens", "of all measured requests")));
        return List.copyOf(columns);
    }

    /** The statement that makes it. */
    String statement(String manifests, String summaries, String samples) {
        String selected = columns.stream()
                .map(column -> "%s AS \"%s\"".formatted(column.sql(), column.name()))
                .collect(Collectors.joining(", "));
        return "CREATE VIEW %s AS SELECT %s FROM %s"
                .formatted(tableName(), selected, from.formatted(manifests, summaries, samples));
    }
}
