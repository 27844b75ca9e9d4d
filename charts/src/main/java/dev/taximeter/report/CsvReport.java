package dev.taximeter.report;

import dev.taximeter.chart.Untrusted;
import dev.taximeter.cost.Capacity;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.Answer;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.FilterMode;
import dev.taximeter.model.Metric;
import dev.taximeter.model.RateLimit;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.ServerStage;
import dev.taximeter.model.Soundness;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Accuracy;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.JsonShares;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.csv.CsvMapper;

/**
 * A run for spreadsheets and data frames: comma, point, UTF-8, a header, lines that end with LF. An empty cell means that
 * there is no value. A text cell that a spreadsheet would take for a formula gets a leading apostrophe (OWASP, CSV
 * injection); number cells never do.
 */
public final class CsvReport {
    private static final List<String> SUMMARY = List.of(
            "run",
            "arm",
            "label",
            "emulated",
            "metric",
            "unit",
            "n",
            "mean",
            "mean_low",
            "mean_high",
            "standard_deviation",
            "min",
            "p50",
            "p50_low",
            "p50_high",
            "p90",
            "p90_low",
            "p90_high",
            "p95",
            "p95_low",
            "p95_high",
            "p99",
            "p99_low",
            "p99_high",
            "p999",
            "p999_low",
            "p999_high",
            "max");

    private static final List<String> SAMPLES = List.of(
            "seq",
            "trial",
            "block",
            "arm",
            "emulated",
            "phase",
            "prompt",
            "intended_ns",
            "dispatched_ns",
            "sent_ns",
            "done_ns",
            "response_ns",
            "service_ns",
            "ttft_ns",
            "tpot_ns",
            "ttfr_ns",
            "headers_ns",
            "first_byte_ns",
            "first_event_ns",
            "finish_ns",
            "usage_ns",
            "eof_ns",
            "attempt_ns",
            "network_ns",
            "server_ns",
            "chunks",
            "attempts",
            "outcome",
            "http_status",
            "detail",
            "input_tokens",
            "output_tokens",
            "reasoning_tokens",
            "cached_tokens",
            "cache_write_tokens",
            "cache_write_hour_tokens",
            "tokens_estimated",
            "tokens_disputed",
            "request_id",
            "server_model",
            "fingerprint",
            "service_tier",
            "region",
            "session",
            "spilled_from",
            "content_filter",
            "protocol",
            "tls",
            "connection_reused",
            "connect_ns",
            "tls_ns",
            "utilisation_ratio",
            "retry_after_ns",
            "queue_ns",
            "load_ns",
            "prefill_ns",
            "first_token_ns",
            "decode_ns",
            "limits",
            "answer",
            "confidence",
            "correct");

    private CsvReport() {}

    /**
     * {@code summary.csv}: one row for each arm and metric; then {@code tokensPerChunk}, {@code accuracy}, {@code
     * outOfScopeRecall}, {@code macroF1} and {@code costPerRequest} with their value as {@code mean}.
     */
    public static String summary(RunSummary summary) {
        List<List<Object>> rows = new ArrayList<>();
        for (ArmSummary arm : summary.arms()) {
            List<Object> head = List.of(
                    text(summary.manifest().id()),
                    text(arm.arm().name()),
                    text(arm.arm().label()),
                    arm.arm().emulated());
            for (Metric metric : Metric.values()) {
                Distribution d = arm.distribution(metric);
                if (d != null) {
                    rows.add(row(head, metric, d));
                }
            }
            single(rows, head, "tokensPerChunk", "tokens/chunk", arm.tokensPerChunk());
            Accuracy accuracy = arm.accuracy();
            if (accuracy != null) {
                single(rows, head, "accuracy", "ratio", accuracy.inScope());
                single(rows, head, "outOfScopeRecall", "ratio", accuracy.outOfScopeRecall());
                single(rows, head, "macroF1", "ratio", accuracy.macroF1());
            }
            JsonShares json = arm.json();
            if (json != null) {
                single(rows, head, "jsonValid", "ratio", json.share(Soundness.VALID));
                single(rows, head, "jsonUsable", "ratio", json.usable());
            }
            if (arm.cost() instanceof Cost.Known known) {
                List<Object> row = new ArrayList<>(head);
                row.addAll(List.of(
                        "costPerRequest",
                        text(known.quote().currency()),
                        arm.counts().sent(),
                        known.perRequest()));
                rows.add(row);
                Capacity.Measured machine = known.machine();
                if (machine != null) {
                    List<Object> takes = new ArrayList<>(head);
                    takes.addAll(List.of(
                            "capacity",
                            "requests/s by " + machine.basis().id(),
                            machine.n(),
                            machine.perSecond().round(MathContext.DECIMAL32)));
                    rows.add(takes);
                }
            }
        }
        return csv(SUMMARY, rows);
    }

    /** {@code samples.csv}: one row for each sample, in the order given. */
    public static String samples(RunManifest manifest, List<Sample> samples) {
        Map<String, Boolean> emulated = new HashMap<>();
        for (ArmFacts arm : manifest.arms()) {
            emulated.put(arm.name(), arm.emulated());
        }
        return csv(
                SAMPLES,
                samples.stream()
                        .map(s -> row(s, emulated.getOrDefault(s.arm(), false)))
                        .toList());
    }

    private static List<Object> row(List<Object> head, Metric metric, Distribution d) {
        List<Object> row = new ArrayList<>(head);
        row.addAll(List.of(metric.id(), "ns", d.n()));
        figure(row, d.mean());
        row.add(d.standardDeviation() == null ? "" : d.standardDeviation().value());
        row.add(d.minNanos());
        for (Percentile percentile : Percentile.values()) {
            figure(row, d.percentiles().get(percentile));
        }
        row.add(d.maxNanos());
        return row;
    }

    private static void single(
            List<List<Object>> rows, List<Object> head, String name, String unit, @Nullable Figure figure) {
        if (figure != null) {
            List<Object> row = new ArrayList<>(head);
            row.addAll(List.of(name, unit, figure.n()));
            figure(row, figure);
            rows.add(row);
        }
    }

    private static void figure(List<Object> row, @Nullable Figure figure) {
        Interval interval = figure == null ? null : figure.interval();
        row.add(figure == null ? "" : finite(figure.value()));
        row.add(interval == null ? "" : finite(interval.low()));
        row.add(interval == null ? "" : finite(interval.high()));
    }

    private static List<Object> row(Sample s, boolean emulated) {
        List<Object> row = new ArrayList<>(List.of(s.seq(), s.trial(), s.block(), text(s.arm()), emulated));
        row.addAll(List.of(s.phase().name(), text(s.promptId()), s.intendedNanos(), s.dispatchedNanos()));
        row.addAll(List.of(s.sentNanos(), s.doneNanos(), s.responseTimeNanos(), s.serviceTimeNanos()));
        row.add(cell(s.ttftNanos()));
        row.add(cell(s.tpotNanos()));
        Attempt last = s.last();
        row.add(cell(since(last.firstReasoningNanos(), s.sentNanos())));
        Stream.of(
                        last.headersNanos(),
                        last.firstByteNanos(),
                        last.firstEventNanos(),
                        last.finishNanos(),
                        last.usageNanos(),
                        last.eofNanos())
                .map(moment -> cell(since(moment, last.sentNanos())))
                .forEach(row::add);
        row.add(s.lastAttemptNanos());
        row.add(cell(last.outsideServerNanos()));
        row.add(cell(last.facts().serverNanos()));
        row.addAll(List.of(
                s.last().chunks().size(),
                s.attempts().size(),
                s.outcome().kind().name()));
        OptionalInt status = s.outcome().httpStatus();
        row.add(status.isPresent() ? status.getAsInt() : "");
        row.add(text(s.outcome().detail()));
        TokenUsage usage = s.last().usage();
        row.add(usage == null ? "" : usage.inputTokens());
        row.add(usage == null ? "" : usage.outputTokens());
        row.add(usage == null ? "" : usage.reasoningTokens());
        row.add(usage == null ? "" : usage.cacheReadTokens());
        row.add(usage == null ? "" : usage.cacheWriteTokens());
        row.add(usage == null ? "" : usage.hourCacheWriteTokens());
        row.add(usage == null ? "" : usage.estimated());
        row.add(usage == null ? "" : usage.disputed());
        facts(row, last.facts());
        Answer answer = s.answer();
        String label = answer == null ? null : answer.label();
        Boolean correct = answer == null ? null : answer.correct();
        row.add(label == null ? "" : text(label));
        row.add(answer == null ? "" : finite(answer.confidence()));
        row.add(correct == null ? "" : correct);
        return row;
    }

    private static void facts(List<Object> row, ServerFacts facts) {
        Stream.of(
                        facts.requestId(),
                        facts.model(),
                        facts.fingerprint(),
                        facts.serviceTier(),
                        facts.region(),
                        facts.session(),
                        facts.spilledFrom(),
                        filterMode(facts),
                        facts.protocol(),
                        facts.tlsVersion())
                .map(word -> word == null ? "" : text(word))
                .forEach(row::add);
        row.add(facts.connectionReused());
        row.add(cell(facts.connectNanos()));
        row.add(cell(facts.tlsNanos()));
        OptionalDouble utilisation = facts.utilisationRatio();
        row.add(utilisation.isPresent() ? finite(utilisation.getAsDouble()) : "");
        row.add(cell(facts.retryAfterNanos()));
        for (ServerStage stage : List.of(
                ServerStage.QUEUE,
                ServerStage.LOAD,
                ServerStage.PREFILL,
                ServerStage.FIRST_TOKEN,
                ServerStage.DECODE)) {
            Long nanos = facts.stages().get(stage);
            row.add(nanos == null ? "" : nanos);
        }
        row.add(text(facts.limits().stream().map(CsvReport::limit).collect(Collectors.joining(" "))));
    }

    private static @Nullable String filterMode(ServerFacts facts) {
        FilterMode mode = facts.filterMode();
        return mode == null ? null : mode.id();
    }

    /** {@code requests:59/60}; what was not told is a question mark. */
    private static String limit(RateLimit limit) {
        return limit.name() + ':' + told(limit.remaining()) + '/' + told(limit.limit());
    }

    private static String told(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "?";
    }

    private static OptionalLong since(OptionalLong nanos, long startNanos) {
        return nanos.isEmpty() ? nanos : OptionalLong.of(nanos.getAsLong() - startNanos);
    }

    private static Object cell(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : "";
    }

    private static Object finite(double value) {
        return Double.isFinite(value) ? value : "";
    }

    /** One line that no spreadsheet runs. */
    static String text(String words) {
        String line = Untrusted.line(words);
        String bare = line.stripLeading();
        return !bare.isEmpty() && "=+-@＝＋－＠".indexOf(bare.charAt(0)) >= 0 ? "'" + line : line;
    }

    static String csv(List<String> header, List<List<Object>> rows) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(header);
        for (List<Object> row : rows) {
            List<String> line = new ArrayList<>();
            for (int i = 0; i < header.size(); i++) {
                line.add(i < row.size() ? print(row.get(i)) : "");
            }
            cells.add(line);
        }
        return new CsvMapper().writeValueAsString(cells);
    }

    private static String print(Object cell) {
        return switch (cell) {
            case BigDecimal money -> money.toPlainString();
            case Double number -> plain(number);
            default -> cell.toString();
        };
    }

    /** All digits, no exponent, no needless zero. */
    private static String plain(double number) {
        BigDecimal digits = BigDecimal.valueOf(number).stripTrailingZeros();
        return digits.toPlainString();
    }
}
