package dev.taximeter.report;

import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Numbers.Unit;
import dev.taximeter.model.Metric;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Tables of what lies inside a call: servers' own time, and attempts. */
final class CallTables {
    private final RunSummary summary;
    private final Tables tables;

    CallTables(RunSummary summary, Tables tables) {
        this.summary = summary;
        this.tables = tables;
    }

    /** What the servers' own stop-watches leave to network and gateway. */
    Optional<Table> servers() {
        List<Metric> metrics = Stream.of(
                        Metric.NETWORK,
                        Metric.SERVER_QUEUE,
                        Metric.SERVER_INFERENCE,
                        Metric.SERVER_PREFILL,
                        Metric.SERVER_DECODE)
                .filter(m -> summary.arms().stream().anyMatch(arm -> arm.distribution(m) != null))
                .toList();
        if (metrics.isEmpty()) {
            return Optional.empty();
        }
        List<Column> columns = new ArrayList<>(List.of(new Column("n", 4)));
        metrics.forEach(m -> columns.add(new Column(
                Tables.shortName(m) + " " + tables.unit(m).symbol() + ", p50", m == Metric.NETWORK ? 9 : 7)));
        List<Row> rows = tables.rows(arm -> {
            long n = metrics.stream()
                    .map(arm::distribution)
                    .filter(Objects::nonNull)
                    .mapToLong(Distribution::n)
                    .max()
                    .orElse(0);
            return Stream.concat(
                            Stream.of(n == 0 ? Cell.NONE : Cell.of(Numbers.count(n))),
                            metrics.stream().map(m -> Tables.nanos(arm.percentile(m, Percentile.P50), tables.unit(m))))
                    .toList();
        });
        return Optional.of(new Table(
                "servers",
                "What servers tell of their own time",
                columns,
                rows,
                "Network: our time less the server's own over the same stretch, so network, handshakes and gateways."
                        + " The rest is by the server's own stop-watch.",
                List.of()));
    }

    /** Requests and the calls that were made for them; only when some were made again. */
    Optional<Table> retries() {
        if (summary.arms().stream().allMatch(arm -> arm.counts().retried() == 0)) {
            return Optional.empty();
        }
        Unit unit = tables.unit(Metric.RESPONSE);
        List<Column> columns = List.of(
                Column.of("requests"),
                Column.of("attempts"),
                Column.of("retried"),
                Column.of("request p50"),
                new Column("p99", 7),
                Column.of("attempt p50"),
                new Column("p99", 7));
        List<Row> rows = tables.rows(arm -> List.of(
                Cell.of(Numbers.count(arm.counts().sent())),
                Cell.of(Numbers.count(arm.counts().attempts())),
                Cell.of(Numbers.count(arm.counts().retried())),
                Tables.nanos(arm.percentile(Metric.SERVICE, Percentile.P50), unit),
                Tables.nanos(arm.percentile(Metric.SERVICE, Percentile.P99), unit),
                Tables.nanos(arm.percentile(Metric.ATTEMPT, Percentile.P50), unit),
                Tables.nanos(arm.percentile(Metric.ATTEMPT, Percentile.P99), unit)));
        return Optional.of(new Table(
                "retries",
                "Retries, " + unit.symbol(),
                columns,
                rows,
                "Request: from the first sending to the end, waits included. Attempt: the last one alone.",
                List.of()));
    }
}
